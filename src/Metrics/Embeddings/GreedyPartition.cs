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
    public static Measured<GreedyPartition> Of(SymmetricMatrix cosines, double threshold)
    {
        if (cosines.Count == 0)
            return new Undefined("no samples");
        var classes = new int[cosines.Count];
        var openers = new List<int>();
        for (var i = 0; i < classes.Length; i++)
        {
            var row = cosines[i];
            var joined = 0;
            while (joined < openers.Count && !(row[openers[joined]] > threshold))
                joined++;
            classes[i] = joined;
            if (joined == openers.Count)
                openers.Add(i);
        }

        return new GreedyPartition(classes, openers);
    }
}
