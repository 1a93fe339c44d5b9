using DiversityBench.Suites.Attractors;
using DiversityBench.Suites.Runs;
using DiversityBench.Verification.Claims;

namespace DiversityBench.Suites.AttractorControls;

/// <summary>The differences in return at one entropy.</summary>
/// <param name="BeyondChance">Difference in return beyond chance.</param>
/// <param name="Raw">Difference in raw return.</param>
internal sealed record EntropyFigures(ReturnDifference BeyondChance, ReturnDifference Raw)
{
    public static EntropyFigures Of(ExperimentSamples samples, PushedPair pair, string when) => new(
        ReturnDifference.Of(samples, pair, $"difference in return beyond chance {when}", r => r.Returns.PseudoValues),
        ReturnDifference.Of(samples, pair, $"difference in raw return {when}", r => r.Returns.Own));

    public IReadOnlyList<Figure> Figures => [BeyondChance.Figure, Raw.Figure];

    /// <summary>The difference beyond chance in words.</summary>
    public string Difference => BeyondChance.Figure is { Value: { } value, Interval: { } interval }
        ? FormattableString.Invariant($"{value:0.###} ({interval.Lower:0.###} to {interval.Upper:0.###})")
        : "unknown";
}
