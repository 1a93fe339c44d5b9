using System.Globalization;

namespace DiversityBench.Fixtures.Parameters;

/// <summary>How many samples of a prompt to draw: a number for all suites, or a factor on each suite's own number.</summary>
/// <param name="Number">The number for all suites, at least 1; null when the factor applies.</param>
/// <param name="Factor">Factor on a suite's own number, above 0.</param>
public readonly record struct SampleCount(int? Number, double Factor)
{
    /// <summary>Every suite's own number, the paper's where it states one.</summary>
    public static SampleCount AsPlanned => new(null, 1);

    /// <summary>The number of samples for a suite that plans so many; at least 1.</summary>
    /// <param name="planned">The suite's own number, at least 1.</param>
    public int For(int planned) => Number ?? Math.Max(1, (int)Math.Min(int.MaxValue, Math.Round(planned * Factor)));

    /// <summary>The rule for a reader: "100 of a prompt", "as many of a prompt as its suite plans", "0.5 times as many …".</summary>
    public string InWords() => Number is { } number
        ? string.Create(CultureInfo.InvariantCulture, $"{number} of a prompt")
        : string.Create(CultureInfo.InvariantCulture, $"{(Factor == 1 ? "" : $"{Factor:R} times ")}as many of a prompt as its suite plans");
}
