using DiversityBench.Suites.Attractors;
using DiversityBench.Suites.Runs;
using DiversityBench.Verification.Claims;
using DiversityBench.Verification.Statistics;

namespace DiversityBench.Suites.AttractorControls;

/// <summary>The difference in return at one entropy.</summary>
/// <param name="BeyondChance">Difference in return beyond chance; no value where it cannot be computed.</param>
/// <param name="Raw">Difference in raw return.</param>
/// <param name="StandardError">Standard error of the difference beyond chance.</param>
/// <param name="DegreesOfFreedom">Of the standard error.</param>
internal sealed record EntropyFigures(Figure BeyondChance, Figure Raw, double? StandardError, double? DegreesOfFreedom)
{
    public static EntropyFigures Of(ExperimentSamples samples, PushedPair pair, string when)
    {
        var claim = PaperClaims.Attractors[0];
        var tested = pair.Test(samples with { Options = samples.Options with { Permutations = 1 } }, claim);
        return new EntropyFigures(
            new Figure($"difference in return beyond chance {when}", tested.Effect, "share", tested.Interval, tested.MissingReason),
            pair.Effect(samples, claim, "raw return rate", r => r.Returns.Own) with { Name = $"difference in raw return {when}" },
            tested.StandardError, tested.DegreesOfFreedom);
    }

    public IReadOnlyList<Figure> Figures => [BeyondChance, Raw];

    /// <summary>The difference in words.</summary>
    public string Difference => BeyondChance is { Value: { } value, Interval: { } interval }
        ? FormattableString.Invariant($"{value:0.###} ({interval.Lower:0.###} to {interval.Upper:0.###})")
        : "unknown";

    /// <summary>Share of the first difference that the second still is. The base arm is the same in both and makes them covary; the aligned arms count as independent.</summary>
    public static Figure Remaining(EntropyFigures before, EntropyFigures after, PushedArm ofBase)
    {
        const string Name = "share of the difference that entropy does not explain";
        if (before is not { BeyondChance.Value: { } first, StandardError: { } ofFirst, DegreesOfFreedom: { } df }
            || after is not { BeyondChance.Value: { } second, StandardError: { } ofSecond, DegreesOfFreedom: { } otherDf }
            || !PushedPair.BeyondChance(ofBase).TryGet(out var common, out _))
            return new Figure(Name, null, "share", Reason: before.BeyondChance.Reason ?? after.BeyondChance.Reason ?? "the base's return is not known");
        var quantile = Distributions.StudentTQuantile(0.975, Math.Min(df, otherDf));
        return RatioInterval.Fieller(second, first, ofSecond * ofSecond, ofFirst * ofFirst, common.Variance, quantile).TryGet(out var interval, out _)
            ? new Figure(Name, second / first, "share", interval)
            : new Figure(Name, null, "share", Reason: "the difference at T = 1 is not distinguishable from 0");
    }
}
