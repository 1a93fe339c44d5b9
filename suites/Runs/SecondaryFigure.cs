using System.Globalization;
using DiversityBench.Verification.Claims;

namespace DiversityBench.Suites.Runs;

/// <summary>Effects on metrics that stand beside a claim and are not judged.</summary>
internal static class SecondaryFigure
{
    /// <summary>Effect and interval of another metric, oriented as its scale says.</summary>
    /// <param name="samples">Pair, protocol and options.</param>
    /// <param name="like">The claim beside which it stands.</param>
    /// <param name="name">Name of the metric.</param>
    /// <param name="scale">How the arms are compared.</param>
    /// <param name="arms">The metric by prompt.</param>
    public static Figure Beside(this ComparedSamples samples, Claim like, string name, EffectScale scale, IEnumerable<PromptArms> arms)
    {
        // Only effect and interval are shown, and neither comes from the relabellings.
        var unjudged = samples with { Options = samples.Options with { Permutations = 1, RawPermutations = 0 } };
        var other = unjudged.Test(like with { Metric = name, EffectScale = scale }, arms);
        return other.ToFigure($"effect on {name}", note: other.WithArms());
    }

    /// <summary>The figure of either arm, then how the interval was made.</summary>
    public static string WithArms(this ClaimEvidence other) => string.Create(CultureInfo.InvariantCulture, $"base {other.BaseValue:G4}, aligned {other.AlignedValue:G4}; {other.IntervalMethod}");
}
