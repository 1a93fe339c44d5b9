using System.Globalization;

namespace DiversityBench.Metrics.Tokens;

/// <summary>exp of the mean negative log-probability per token; +Infinity where that exceeds the range of a double.</summary>
public static class Perplexity
{
    /// <summary>
    /// Perplexity of one sample, at least 1. Undefined without tokens, and where a log-probability is NaN, positive or
    /// -Infinity (a token of probability zero was scored).
    /// </summary>
    /// <param name="logProbabilitiesInNats">[tokens], each at most 0.</param>
    public static Measured<double> OfSample(ReadOnlySpan<double> logProbabilitiesInNats)
    {
        if (logProbabilitiesInNats.IsEmpty)
            return new Undefined("no generated position");
        for (var i = 0; i < logProbabilitiesInNats.Length; i++)
        {
            if (Fault(logProbabilitiesInNats[i]) is { } fault)
                return new Undefined(string.Create(CultureInfo.InvariantCulture, $"log-probability {i} is {fault}"));
        }

        return Math.Exp(-CompensatedSum.Of(logProbabilitiesInNats) / logProbabilitiesInNats.Length);
    }

    /// <summary>Perplexity of several samples' tokens together: long samples weigh more. Undefined as for one sample.</summary>
    /// <param name="samples">[samples][tokens].</param>
    public static Measured<double> OfCorpus(IEnumerable<double[]> samples) => OfSample(samples.SelectMany(sample => sample).ToArray());

    private static string? Fault(double logProbability) => logProbability switch
    {
        double.NaN => "NaN",
        double.NegativeInfinity => "-Infinity: a token of probability zero was scored",
        > 0 => "positive",
        _ => null,
    };
}
