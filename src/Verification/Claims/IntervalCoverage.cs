using System.Globalization;
using DiversityBench.Metrics.Sets;

namespace DiversityBench.Verification.Claims;

/// <summary>
/// Measured coverage of the 95 % intervals that miss 95 ± 1.5 %. Origin: CalibrationRun over CalibrationScenarios (losses, other content,
/// hard), seed 7, one prompt, 5,000 runs a cell (Vendi: 1,000), the worst scenario of each kind of metric. The figure at n holds from n samples per
/// arm up to the next row; several prompts do better. Figures that are recomputed, near-duplicates, Chao1, Vendi scores of other orders than 1 and
/// Hill numbers of order 2 at 50 samples come from docs/calibration.csv (1,000 runs; wording 500, clusters 400).
/// </summary>
internal static class IntervalCoverage
{
    private const int FewestMeasured = 20;

    /// <summary>What claims say of an interval from a number of samples per arm on, by kind of metric.</summary>
    internal static IReadOnlyList<(string Kind, int From, double Coverage, string Where)> Missed { get; } =
    [
        ("mean", 20, 0.928, "with strongly skewed numbers"),
        ("spread", 20, 0.930, "with heavy tails"),
        ("ranks", 20, 0.973, "with a large delta"),
        ("hill 0", 20, 0.985, "with rare labels"),
        ("hill 0", 50, 0.981, "with rare labels"),
        ("hill 0", 100, 0.989, "with rare labels"),
        ("hill 0", 200, 0.994, "with rare labels"),
        ("hill 1", 20, 0.875, "with many rare labels"),
        ("hill 1", 50, 0.889, "with many rare labels"),
        ("hill 1", 100, 0.918, "with many rare labels"),
        ("hill 2", 20, 0.924, "with twelve labels against six"),
        ("hill 2", 50, 0.926, "with twelve labels against six"),
        ("distinct", 20, 0.986, "with rare labels"),
        ("distinct", 50, 0.991, "with rare labels"),
        ("distinct", 100, 0.993, "with rare labels"),
        ("near-duplicates", 20, 1.000, "with few of them"),
        ("vendi", 20, 0.987, "around two axes"),
        ("vendi", 50, 0.969, "around two axes"),
        ("quartiles", 20, 0.974, "with heaped numbers"),
        ("quartiles", 50, 0.980, "with heaped numbers"),
        ("quartiles", 100, 0.985, "with heaped numbers"),
        ("quartiles", 200, 0.976, "with heaped numbers"),
        ("distinct classes", 20, 0.997, "with blurred classes"),
        ("distinct classes", 50, 0.998, "with other classes"),
        ("distinct classes", 100, 0.996, "with equal arms"),
        ("distinct classes", 200, 0.997, "with other classes"),
        ("EAD", 50, 0.968, "with equal arms"),
        ("EAD", 100, 0.970, "with equal arms"),
        ("EAD", 200, 0.972, "with a loss"),
        ("self-BLEU", 20, 0.972, "with other words"),
        ("self-BLEU", 50, 0.986, "with other words"),
        ("self-BLEU", 100, 0.980, "with a loss"),
        ("self-BLEU", 200, 0.982, "with equal arms"),
        ("compression", 20, 0.990, "with other words"),
        ("compression", 50, 0.996, "with equal arms"),
        ("compression", 200, 0.992, "with a loss"),
        ("clusters", 20, 0.998, "with other axes"),
        ("clusters", 50, 1.000, "with other axes"),
        ("chao1", 20, 0.992, "with equal arms"),
        ("chao1", 50, 1.000, "with equal arms"),
        ("vendi 0.5", 20, 0.994, "around two axes"),
        ("vendi 0.5", 50, 0.986, "around two axes"),
        ("vendi 0.5", 100, 0.966, "around two axes"),
        ("vendi 0.5", 200, 0.968, "with a collapse"),
        ("vendi 2", 20, 0.980, "with a collapse"),
        ("vendi 2", 50, 0.976, "with a collapse"),
        ("vendi infinity", 20, 0.970, "around two axes"),
        ("vendi infinity", 50, 0.972, "with equal arms"),
        ("largest cluster", 20, 0.998, "with other axes"),
        ("largest cluster", 50, 0.995, "with other axes"),
        ("largest cluster", 100, 1.000, "with equal arms"),
        ("largest cluster", 200, 0.995, "with a loss"),
        ("distinct-n", 20, 0.984, "with other words"),
        ("distinct-n", 50, 0.988, "with other words"),
        ("distinct-n", 100, 0.994, "with equal arms"),
        ("distinct-n", 200, 0.984, "with other words"),
        ("self-repetition", 20, 0.970, "with a loss"),
        ("self-repetition", 50, 0.968, "with a loss"),
        ("silhouette", 20, 1.000, "with a loss"),
        ("silhouette", 50, 0.968, "with a loss"),
        ("silhouette", 100, 0.975, "with a loss"),
    ];

    /// <summary>Rows from which the interval keeps its level again.</summary>
    private static readonly (string Kind, int From)[] Kept =
        [("mean", 50), ("spread", 50), ("ranks", 50), ("hill 1", 200), ("hill 2", 100), ("vendi", 100), ("vendi 2", 100), ("vendi infinity", 100), ("self-repetition", 100), ("silhouette", 200)];

    /// <summary>Recomputed figures that are compared by their difference; the others are by their ratio.</summary>
    private static readonly string[] Differences = ["silhouette", "largest cluster", "self-repetition"];

    /// <summary>The method, and where its level is approximate, by how much.</summary>
    public static string Label(string method, EffectScale scale, IReadOnlyList<UsablePrompt> used)
    {
        var n = used.Min(p => Math.Min(p.Arms.Base.Length, p.Arms.Aligned.Length));
        if (KindOf(used[0], scale) is not { } kind)
            return $"{method}; approximate: coverage of this figure was not measured";
        if (n < FewestMeasured)
            return $"{method}; approximate: coverage was not measured below {FewestMeasured} samples per arm";
        var kept = Kept.Where(k => k.Kind == kind).Select(k => k.From).DefaultIfEmpty(int.MaxValue).First();
        var row = Missed.LastOrDefault(m => m.Kind == kind && m.From <= n);
        if (n >= kept || row.Kind is null)
            return method;
        return string.Create(
            CultureInfo.InvariantCulture, $"{method}; approximate: coverage {100 * row.Coverage:0.#} % measured at n = {row.From} {row.Where}");
    }

    /// <summary>The row of a metric on the scale on which it was measured; null for others.</summary>
    private static string? KindOf(UsablePrompt prompt, EffectScale scale)
    {
        if (prompt.Statistic is RankDifference)
            return "ranks";
        var isRatio = scale.IsLogRatio();
        return (prompt.Arms.Metric, isRatio) switch
        {
            (MeanOfScalars, _) => "mean",
            (ShareOfSamples, false) => "share",
            (DistinctShare, false) => "distinct",
            (NearDuplicateShare, false) => "near-duplicates",
            (MeanPairwiseDissimilarity, false) => "pairs",
            (Spread, true) => "spread",
            (HillNumber { Order: 1, IsCorrected: false }, _) => null,
            (HillNumber hill, true) => $"hill {hill.Order}",
            (Chao1Richness, true) => "chao1",
            (VendiSetMetric { Order: 1 }, true) => "vendi",
            (VendiSetMetric { Order: 0.5 or 2 } other, true) => string.Create(CultureInfo.InvariantCulture, $"vendi {other.Order}"),
            (VendiSetMetric { Order: double.PositiveInfinity }, true) => "vendi infinity",
            (RecomputedMetric { Name: { } name }, _) when isRatio != Differences.Contains(name) => name,
            _ => null,
        };
    }
}
