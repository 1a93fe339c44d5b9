using DiversityBench.Metrics.Embeddings;
using DiversityBench.Metrics.Sets;

namespace DiversityBench.Tests.Metrics.Sets;

/// <summary>Twelve samples with ties, repeats and near-duplicates.</summary>
internal static class PooledSamples
{
    public static double[] Scalars { get; } = [1, 2.5, -3, 2.5, 8, 0.25, 4, 4, -1, 7, 2, 6];

    public static string[] Names { get; } = ["Ana", "Bo", "Ana", "Cy", "Ana", "Di", "Bo", "Ed", "Cy", "Ana", "Flo", "Gus"];

    public static SymmetricMatrix Similarities { get; } = SymmetricMatrix.Cosines(
    [
        .. Enumerable.Range(0, 12).Select(i => (ReadOnlyMemory<float>)new[] { 1f + (i % 3), 0.01f * i, MathF.Sin(i / 4 * 2), MathF.Cos(5 * (i % 4)) }),
    ]);
}
