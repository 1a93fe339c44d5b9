namespace DiversityBench.Metrics.Lexical;

/// <summary>Different words over words.</summary>
/// <param name="Pooled">Over all texts together: distinct-1.</param>
/// <param name="MeanOfTexts">Mean over the texts that hold words.</param>
public sealed record TypeTokenRatio(double Pooled, double MeanOfTexts)
{
    /// <summary>Counts. Undefined without samples and for empty texts.</summary>
    /// <param name="corpus">Numbered texts.</param>
    public static Measured<TypeTokenRatio> Of(TokenCorpus corpus) => DistinctN.Of(corpus, 1).Select(pooled =>
    {
        var ratios = Enumerable.Range(0, corpus.Count).Where(i => corpus[i].Length > 0)
            .Select(i => (double)corpus[i].ToArray().Distinct().Count() / corpus[i].Length);
        return new TypeTokenRatio(pooled.Distinct, ratios.Average());
    });
}
