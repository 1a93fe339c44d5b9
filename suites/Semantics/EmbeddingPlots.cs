using DiversityBench.Metrics.Clusters;
using DiversityBench.Metrics.Embeddings;
using DiversityBench.Verification.Claims;

namespace DiversityBench.Suites.Semantics;

/// <summary>Embeddings as a person sees them: a map of the paper's prompt, and silhouettes by number of clusters.</summary>
internal static class EmbeddingPlots
{
    private const int LongestText = 240;

    /// <summary>The first prompt's samples in the plane in which they differ most; none where no prompt can be used.</summary>
    public static IReadOnlyList<PointMap> Map(EmbeddedTexts texts)
    {
        if (texts.Whole is not [var first, ..])
            return [];
        var plane = PrincipalPlane.Of(first.Units);
        var clusters = Clusters(first.Clustered.Base).Concat(Clusters(first.Clustered.Aligned)).ToArray();
        var pool = first.Prompt.Pool;
        return
        [
            new PointMap(
                FormattableString.Invariant($"prompt {first.Prompt.Prompt.Id}; the plane shows {100 * plane.Share:0} % of the variance"), "first principal component", "second principal component",
                [.. pool.Select((sample, i) => new MapPoint(
                    plane.X[i], plane.Y[i], i < first.Prompt.Base.Count ? "base" : "aligned", clusters[i], Beginning(sample.Text)))]),
        ];
    }

    /// <summary>Mean silhouette by number of clusters, mean over prompts.</summary>
    public static IReadOnlyList<Curve> Silhouettes(EmbeddedTexts texts) => [Silhouettes("base", texts, e => e.Clustered.Base), Silhouettes("aligned", texts, e => e.Clustered.Aligned)];

    private static Curve Silhouettes(string arm, EmbeddedTexts texts, Func<EmbeddedTexts.Embedded, ArmClusters> side) => new(
        arm, "clusters", "mean silhouette",
        [.. texts.Whole.Select(side).Select(clusters => clusters.Analysis).OfType<ClusterAnalysis>()
            .SelectMany(analysis => analysis.ByK.Zip(analysis.Silhouettes)).GroupBy(division => division.First.K).OrderBy(k => k.Key)
            .Select(k => new CurvePoint(k.Key, k.Average(division => division.Second)))]);

    private static string Beginning(string text)
    {
        if (text.Length <= LongestText)
            return text;
        return text[..(char.IsHighSurrogate(text[LongestText - 1]) ? LongestText - 1 : LongestText)] + "…";
    }

    private static IEnumerable<int> Clusters(ArmClusters arm) => arm.Analysis?.Best.Labels ?? Enumerable.Repeat(-1, arm.Count);
}
