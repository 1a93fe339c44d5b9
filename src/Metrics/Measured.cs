using System.Diagnostics.CodeAnalysis;

namespace DiversityBench.Metrics;

/// <summary>
/// A figure, or the reason why there is none. Every metric whose input can make it meaningless returns this, so that
/// "not defined" is never NaN and never a silent 0. A value of NaN turns into an undefined figure by itself;
/// infinities are figures where the definition gives one (perplexity, Kullback-Leibler divergence).
/// </summary>
/// <typeparam name="T">Type of the figure: a number, or a record of several.</typeparam>
public readonly record struct Measured<T>
    where T : notnull
{
    private const string NeverComputed = "the figure was never computed";

    private readonly T? _value;
    private readonly string? _reason;

    /// <summary>Wraps a figure.</summary>
    /// <param name="value">The figure; NaN becomes an undefined figure.</param>
    public Measured(T value)
    {
        if (value is double number && double.IsNaN(number))
            _reason = "the figure is not a number";
        else
            (_value, IsDefined) = (value, true);
    }

    private Measured(string reason) => _reason = reason;

    /// <summary>Whether there is a figure.</summary>
    public bool IsDefined { get; }

    /// <summary>Why there is no figure; null when there is one.</summary>
    public string? Reason => IsDefined ? null : _reason ?? NeverComputed;

    /// <summary>The figure.</summary>
    /// <exception cref="InvalidOperationException">There is none; the message carries the reason.</exception>
    public T Value => IsDefined
        ? _value!
        : throw new InvalidOperationException(
            $"Expected the figure to be defined because its value was read, but found none: {Reason}.\n"
            + "Next step: ask IsDefined first and report the claim as Inconclusive with the reason.");

    /// <summary>A defined figure.</summary>
    /// <param name="value">The figure; NaN becomes an undefined figure.</param>
    public static implicit operator Measured<T>(T value) => new(value);

    /// <summary>An undefined figure.</summary>
    /// <param name="undefined">The reason.</param>
    public static implicit operator Measured<T>(Undefined undefined) => new(undefined.Reason);

    /// <summary>Reads the figure where there is one, else the reason.</summary>
    /// <param name="value">The figure.</param>
    /// <param name="undefined">Why there is none, in the form that converts to any other <see cref="Measured{T}"/>.</param>
    public bool TryGet([MaybeNullWhen(false)] out T value, out Undefined undefined)
    {
        value = _value;
        undefined = new(Reason ?? "");
        return IsDefined;
    }

    /// <summary>Another figure computed from this one; an undefined figure keeps its reason.</summary>
    /// <typeparam name="TOther">Type of the other figure.</typeparam>
    /// <param name="next">Computes the other figure, which may be undefined in turn.</param>
    public Measured<TOther> Then<TOther>(Func<T, Measured<TOther>> next)
        where TOther : notnull => TryGet(out var value, out var undefined) ? next(value) : undefined;

    /// <summary>A part of this figure; an undefined figure keeps its reason.</summary>
    /// <typeparam name="TOther">Type of the part.</typeparam>
    /// <param name="part">Reads the part.</param>
    public Measured<TOther> Select<TOther>(Func<T, TOther> part)
        where TOther : notnull => TryGet(out var value, out var undefined) ? part(value) : undefined;

    /// <summary>The figure, or the given substitute.</summary>
    /// <param name="substitute">What stands for an undefined figure.</param>
    public T? Or(T? substitute) => IsDefined ? _value : substitute;

    /// <inheritdoc/>
    public override string ToString() => IsDefined
        ? string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{_value}")
        : $"undefined: {Reason}";
}
