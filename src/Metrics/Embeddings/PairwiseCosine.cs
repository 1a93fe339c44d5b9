using System.Numerics.Tensors;

namespace DiversityBench.Metrics.Embeddings;

/// <summary>Cosines of all unordered pairs of samples, each once (claims E1.10, E2.1, E2.5).</summary>
/// <param name="Pairs">Number of pairs.</param>
/// <param name="Mean">Mean cosine, -1 … 1.</param>
/// <param name="Minimum">Smallest cosine.</param>
/// <param name="Maximum">Largest cosine.</param>
/// <param name="Median">Median cosine.</param>
/// <param name="NearDuplicatePairShare">Share of pairs above the near-duplicate threshold.</param>
/// <param name="NearDuplicateSampleShare">Share of samples with at least one other sample above the threshold.</param>
/// <param name="MeanNearestNeighbour">Mean over samples of the cosine to the nearest other sample.</param>
/// <param name="LeaveOneOutMeans">Mean cosine without each sample in turn; undefined for two samples.</param>
public sealed record PairwiseCosine(
    long Pairs,
    double Mean,
    double Minimum,
    double Maximum,
    double Median,
    double NearDuplicatePairShare,
    double NearDuplicateSampleShare,
    double MeanNearestNeighbour,
    Measured<double[]> LeaveOneOutMeans)
{
    /// <summary>1 - mean cosine, 0 … 2.</summary>
    public double Diversity => 1 - Mean;

    /// <summary>
    /// Mean cosine of all pairs out of the length of the sum vector, (|sum|^2 - n) / (n (n - 1)), in O(n d). Undefined for one sample.
    /// </summary>
    /// <param name="embeddings">Unit vectors.</param>
    public static Measured<double> MeanOf(UnitEmbeddings embeddings)
    {
        var n = embeddings.Count;
        if (n < 2)
            return new Undefined("one sample");
        var sum = new double[embeddings.Dimension];
        for (var i = 0; i < n; i++)
            TensorPrimitives.Add(sum, embeddings.Points[i], sum);
        return Math.Clamp((TensorPrimitives.SumOfSquares<double>(sum) - n) / (n * (n - 1.0)), -1, 1);
    }

    /// <summary>All figures. Undefined for one sample.</summary>
    /// <param name="embeddings">Unit vectors.</param>
    /// <param name="nearDuplicate">Pairs above this cosine, strictly, are near-duplicates.</param>
    public static Measured<PairwiseCosine> Of(UnitEmbeddings embeddings, double nearDuplicate = 0.95) =>
        embeddings.Count < 2 ? new Undefined("one sample") : Of(SymmetricMatrix.Cosines(embeddings), nearDuplicate);

    /// <summary>All figures. Undefined for fewer than two samples.</summary>
    /// <param name="cosines">Cosines of all pairs.</param>
    /// <param name="nearDuplicate">Pairs above this cosine, strictly, are near-duplicates.</param>
    public static Measured<PairwiseCosine> Of(SymmetricMatrix cosines, double nearDuplicate = 0.95)
    {
        var n = cosines.Count;
        if (n < 2)
            return new Undefined(n == 0 ? "no samples" : "one sample");
        var pairs = new double[n * (n - 1) / 2];
        var rowSums = new double[n];
        var nearest = new double[n];
        Array.Fill(nearest, double.NegativeInfinity);
        var filled = 0;
        for (var i = 0; i < n; i++)
        {
            var row = cosines[i];
            for (var j = 0; j < i; j++)
            {
                pairs[filled++] = row[j];
                rowSums[i] += row[j];
                rowSums[j] += row[j];
                nearest[i] = Math.Max(nearest[i], row[j]);
                nearest[j] = Math.Max(nearest[j], row[j]);
            }
        }

        var total = CompensatedSum.Of(pairs);
        Array.Sort(pairs);
        return new PairwiseCosine(
            pairs.Length,
            total / pairs.Length,
            pairs[0],
            pairs[^1],
            (pairs[(pairs.Length - 1) / 2] + pairs[pairs.Length / 2]) / 2,
            (double)pairs.Count(cosine => cosine > nearDuplicate) / pairs.Length,
            (double)nearest.Count(cosine => cosine > nearDuplicate) / n,
            nearest.Average(),
            n == 2
                ? new Undefined("two samples: without one of them no pair is left")
                : Array.ConvertAll(rowSums, sum => (total - sum) / ((n - 1) * (n - 2) / 2.0)));
    }
}
