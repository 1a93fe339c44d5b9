using System.Numerics.Tensors;
using DiversityBench.Metrics.Clusters;
using DiversityBench.Metrics.Embeddings;

namespace DiversityBench.Metrics.Attractors;

/// <summary>Whether the texts that follow a push come back to the course they were pushed off (claim A1).</summary>
/// <param name="Judged">Indices of the samples whose cluster has enough members; only these are judged.</param>
/// <param name="Returns">1 where a text lies in the basin of a course, 0 where it does not: the share that returns, against what other samples' texts do.</param>
/// <param name="Closeness">Cosine of a text and a course: the same question without clusters.</param>
/// <param name="Anywhere">By judged sample: 1 where its text lies in the basin of any cluster, 0 where it lies in none. A collapsed arm is high here without returning to its own course.</param>
/// <param name="Clusters">Clusters of the unpushed texts.</param>
public sealed record PushedReturns(IReadOnlyList<int> Judged, MatchedContrast Returns, MatchedContrast Closeness, IReadOnlyList<double> Anywhere, int Clusters)
{
    /// <summary>Judges the pushed texts of one prompt in one arm. Undefined where fewer than three samples can be judged.</summary>
    /// <param name="unpushed">Unit vectors of the unpushed texts, cut to begin where the push was.</param>
    /// <param name="pushed">Unit vector of what follows each push, in the same order; null where nothing follows: it lies nowhere, and its cosine is 0.</param>
    /// <param name="options">How the unpushed texts are clustered.</param>
    public static Measured<PushedReturns> Of(UnitEmbeddings unpushed, IReadOnlyList<double[]?> pushed, KMeansOptions options)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(pushed.Count, unpushed.Count);
        var basins = Basins.Of(unpushed, options);
        int[] judged = [.. Enumerable.Range(0, unpushed.Count).Where(basins.IsJudged)];
        return Scores((course, text) => pushed[text] is { } vector && basins.Holds(course, text, vector) ? 1 : 0).Then(returns =>
            Scores((course, text) => pushed[text] is { } vector ? TensorPrimitives.Dot<double>(unpushed.Points[course], vector) : 0).Select(closeness =>
                new PushedReturns(judged, returns, closeness, [.. judged.Select(i => pushed[i] is { } vector && basins.HoldAnywhere(i, vector) ? 1.0 : 0)], basins.Count)));

        Measured<MatchedContrast> Scores(Func<int, int, double> score)
            => MatchedContrast.Of([.. judged.Select(course => judged.Select(text => score(course, text)).ToArray())]);
    }
}
