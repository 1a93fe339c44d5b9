using System.Buffers;
using System.Globalization;
using System.Numerics.Tensors;

namespace DiversityBench.Metrics.Tokens;

/// <summary>
/// The smallest set of most probable tokens whose mass reaches a target (Holtzman et al. 2020), kept with its probabilities so that another
/// model's logits at the same context can be held against it. The fast form of <see cref="Tokens.BlockedMass"/>, in single precision.
/// </summary>
public sealed class Nucleus
{
    private readonly int[] _tokens;
    private readonly float[] _probabilities;

    private Nucleus(int[] tokens, float[] probabilities)
    {
        (_tokens, _probabilities) = (tokens, probabilities);
    }

    /// <summary>Tokens in the nucleus, at least 1.</summary>
    public int Size => _tokens.Length;

    /// <summary>The nucleus of a step. Undefined for an empty vocabulary, NaN or +Infinity, or no token with positive probability.</summary>
    /// <param name="logits">[vocabulary]; -Infinity is an excluded token.</param>
    /// <param name="mass">Mass to reach, in (0, 1).</param>
    public static Measured<Nucleus> Of(ReadOnlySpan<float> logits, double mass = 0.95)
    {
        if (Fault(logits) is { } fault)
            return fault;
        var probabilities = ArrayPool<float>.Shared.Rent(logits.Length);
        var candidates = ArrayPool<int>.Shared.Rent(logits.Length);
        TensorPrimitives.SoftMax(logits, probabilities.AsSpan(0, logits.Length));

        // All tokens below this share together weigh less than 1 - mass, so none of them is needed.
        var least = (float)((1 - mass) / logits.Length);
        var count = 0;
        for (var token = 0; token < logits.Length; token++)
        {
            if (probabilities[token] < least)
                continue;
            probabilities[count] = -probabilities[token];
            candidates[count++] = token;
        }

        Array.Sort(probabilities, candidates, 0, count);
        var (size, reached) = (0, 0.0);
        while (size < count && reached < mass)
            reached -= probabilities[size++];
        var nucleus = new Nucleus(candidates[..size], [.. probabilities.Take(size).Select(p => -p)]);
        ArrayPool<float>.Shared.Return(probabilities);
        ArrayPool<int>.Shared.Return(candidates);
        return nucleus;
    }

    /// <summary>Mass of the tokens of the nucleus that themselves have less than a threshold, 0 … 1: what would count as blocked by an equal model.</summary>
    /// <param name="threshold">A token counts strictly below this probability.</param>
    public double MassBelow(double threshold)
    {
        var mass = 0.0;
        for (var i = _probabilities.Length - 1; i >= 0 && _probabilities[i] < threshold; i--)
            mass += _probabilities[i];
        return Math.Min(1, mass);
    }

    /// <summary>Mass of the tokens of the nucleus to which another model gives less than a threshold at the same context, 0 … 1.</summary>
    /// <param name="otherLogits">[vocabulary] of the other model. Undefined as in <see cref="Of"/>, and where a token of the nucleus lies beyond it.</param>
    /// <param name="threshold">A token is blocked strictly below this probability.</param>
    /// <param name="own">A token; whether it is in the nucleus and blocked comes back in <paramref name="isBlocked"/>.</param>
    /// <param name="isBlocked">Whether <paramref name="own"/> is blocked.</param>
    public Measured<double> BlockedBy(ReadOnlySpan<float> otherLogits, double threshold, TokenId own, out bool isBlocked)
    {
        isBlocked = false;
        if (Fault(otherLogits) is { } fault)
            return fault;
        if (_tokens.Max() >= otherLogits.Length)
            return new Undefined(string.Create(CultureInfo.InvariantCulture, $"the nucleus holds token {_tokens.Max()} and the other vocabulary ends at {otherLogits.Length - 1}"));

        // p < threshold where logit - max < ln(threshold) + ln(sum of exp(logit - max)).
        var largest = TensorPrimitives.Max(otherLogits);
        var rented = ArrayPool<float>.Shared.Rent(otherLogits.Length);
        var shifted = rented.AsSpan(0, otherLogits.Length);
        TensorPrimitives.Subtract(otherLogits, largest, shifted);
        TensorPrimitives.Exp(shifted, shifted);
        var bound = largest + Math.Log(threshold) + Math.Log(TensorPrimitives.Sum<float>(shifted));
        ArrayPool<float>.Shared.Return(rented);
        var blocked = 0.0;
        for (var i = 0; i < _tokens.Length; i++)
        {
            if (otherLogits[_tokens[i]] >= bound)
                continue;
            blocked += _probabilities[i];
            isBlocked |= _tokens[i] == own.Value;
        }

        return Math.Min(1, blocked);
    }

    private static Undefined? Fault(ReadOnlySpan<float> logits)
    {
        if (logits.IsEmpty)
            return new Undefined("empty vocabulary");
        var (least, largest) = (TensorPrimitives.Min(logits), TensorPrimitives.Max(logits));
        if (float.IsNaN(least) || float.IsNaN(largest) || float.IsPositiveInfinity(largest))
            return new Undefined("a logit is NaN or +Infinity");
        return float.IsNegativeInfinity(largest) ? new Undefined("no token has positive probability") : null;
    }
}
