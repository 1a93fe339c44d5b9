namespace DiversityBench.Metrics.Embeddings;

/// <summary>
/// Distinct classes as in NoveltyBench (Zhang et al. 2025): each sample in turn joins the first class whose opener it resembles, or
/// opens a class of its own. The order of samples matters.
/// </summary>
/// <param name="Classes">Class of every sample, numbered in order of opening.</param>
/// <param name="Openers">Sample that opened each class.</param>
public sealed record GreedyPartition(IReadOnlyList<int> Classes, IReadOnlyList<int> Openers)
{
    /// <summary>Number of classes.</summary>
    public int Distinct => Openers.Count;

    /// <summary>Partitions samples.</summary>
    /// <param name="cosines">Cosines of all pairs.</param>
    /// <param name="threshold">A sample resembles an opener above this cosine, strictly.</param>
    public static Measured<GreedyPartition> Of(SymmetricMatrix cosines, double threshold) => Of(cosines.Count, (i, j) => cosines[i][j], threshold);

    /// <summary>Partitions samples. Undefined without any.</summary>
    /// <param name="count">Number of samples.</param>
    /// <param name="cosine">Cosine of two of them.</param>
    /// <param name="threshold">A sample resembles an opener above this cosine, strictly.</param>
    public static Measured<GreedyPartition> Of(int count, Func<int, int, double> cosine, double threshold)
    {
        if (count == 0)
            return new Undefined("no samples");
        var classes = new int[count];
        var openers = new List<int>();
        for (var i = 0; i < classes.Length; i++)
        {
            var joined = 0;
            while (joined < openers.Count && !(cosine(i, openers[joined]) > threshold))
                joined++;
            classes[i] = joined;
            if (joined == openers.Count)
                openers.Add(i);
        }

        return new GreedyPartition(classes, openers);
    }

    /// <summary>
    /// Classes to expect among some of the samples, drawn without replacement (rarefaction, Hurlbert 1971): 1 … the smaller of
    /// <paramref name="samples"/> and <see cref="Distinct"/>. Undefined with fewer samples than that. Two classes of two samples each
    /// give 5/3 among two.
    /// </summary>
    /// <param name="samples">How many are drawn, at least 1.</param>
    public Measured<double> ExpectedAmong(int samples)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(samples, 1);
        if (Classes.Count < samples)
            return new Undefined(FormattableString.Invariant($"{Classes.Count} samples, {samples} needed"));
        var sizes = new int[Distinct];
        foreach (var joined in Classes)
            sizes[joined]++;
        return sizes.Sum(size =>
        {
            var missed = 1.0;
            for (var k = 0; k < samples && missed > 0; k++)
                missed *= Math.Max(0, Classes.Count - size - k) / (double)(Classes.Count - k);
            return 1 - missed;
        });
    }
}
