namespace DiversityBench.Metrics.Sentiment;

/// <summary>Sentiment of a set of reviews (claims E1.8 and E1.9). Blank texts have no sentiment and are left out.</summary>
/// <param name="Compounds">Compound score of every text that is not blank, in order.</param>
/// <param name="Blank">Number of blank texts.</param>
public sealed record SentimentSummary(IReadOnlyList<double> Compounds, int Blank)
{
    /// <summary>The top bin holds compound scores above this.</summary>
    public const double TopBin = 0.9;

    /// <summary>Mean compound score, -1 … 1.</summary>
    public double Mean { get; } = Compounds.Average();

    /// <summary>Share of compound scores above 0.9.</summary>
    public double ShareInTopBin { get; } = (double)Compounds.Count(compound => compound > TopBin) / Compounds.Count;

    /// <summary>Scores texts. Undefined without samples, and if all are blank.</summary>
    /// <param name="texts">Review texts.</param>
    /// <param name="analyzer">Scores one text.</param>
    public static Measured<SentimentSummary> Of(IReadOnlyList<string> texts, VaderAnalyzer analyzer)
    {
        if (texts.Count == 0)
            return new Undefined("no samples");
        var worded = texts.Where(text => !text.All(Lexical.UnicodeCase.IsWhiteSpace)).ToArray();
        return worded.Length == 0
            ? new Undefined("all texts are empty")
            : new SentimentSummary(Array.ConvertAll(worded, text => analyzer.Score(text).Compound), texts.Count - worded.Length);
    }
}
