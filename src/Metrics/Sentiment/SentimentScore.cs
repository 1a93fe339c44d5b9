namespace DiversityBench.Metrics.Sentiment;

/// <summary>Sentiment of one text, not rounded (the vaderSentiment package rounds to 4 and 3 decimals).</summary>
/// <param name="Compound">Normalised sum of valences, -1 … 1.</param>
/// <param name="Positive">Share of the text that is positive, 0 … 1.</param>
/// <param name="Neutral">Share that is neutral.</param>
/// <param name="Negative">Share that is negative; the three shares sum to 1, or are all 0 for a text without tokens.</param>
public readonly record struct SentimentScore(double Compound, double Positive, double Neutral, double Negative);
