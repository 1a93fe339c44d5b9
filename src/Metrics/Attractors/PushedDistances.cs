using System.Numerics.Tensors;
using DiversityBench.Metrics.Embeddings;

namespace DiversityBench.Metrics.Attractors;

/// <summary>Cosine distance (1 - cosine) of pushed from unpushed texts, in windows after the push (claim A2).</summary>
/// <param name="Own">[samples][windows]: distance from the sample's own unpushed text.</param>
/// <param name="Others">[samples][windows]: mean distance from the other samples' unpushed texts: the level of chance.</param>
public sealed record PushedDistances(IReadOnlyList<double[]> Own, IReadOnlyList<double[]> Others)
{
    /// <summary>Measures windows of one prompt in one arm. Others are as far as the own text where there is one sample alone.</summary>
    /// <param name="unpushed">[windows]: unit vectors of the samples' unpushed texts.</param>
    /// <param name="pushed">[windows]: unit vectors of the same samples' pushed texts.</param>
    public static PushedDistances Of(IReadOnlyList<UnitEmbeddings> unpushed, IReadOnlyList<UnitEmbeddings> pushed)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(pushed.Count, unpushed.Count);
        var n = unpushed.Count == 0 ? 0 : unpushed[0].Count;
        var own = Enumerable.Range(0, n).Select(i => Windows(w => Distance(w, i, i))).ToArray();
        var others = Enumerable.Range(0, n).Select(i => Windows(w => n == 1
            ? own[i][w]
            : Enumerable.Range(0, n).Where(j => j != i).Average(j => Distance(w, j, i)))).ToArray();
        return new PushedDistances(own, others);

        double[] Windows(Func<int, double> distance) => [.. Enumerable.Range(0, unpushed.Count).Select(distance)];

        // Rounding can leave equal texts a hair below 0.
        double Distance(int window, int course, int text)
            => Math.Max(0, 1 - TensorPrimitives.Dot(unpushed[window].Points[course], pushed[window].Points[text]));
    }
}
