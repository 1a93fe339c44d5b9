using System.Globalization;
using System.Text.Json;
using DiversityBench.Metrics.Errors;

namespace DiversityBench.Fixtures.Recorded;

/// <summary>Reads the log-probabilities of a line: <c>[{"token": …, "logprob": …, "top_logprobs": [{"token": …, "logprob": …}]}]</c>.</summary>
internal static class LogProbabilityReader
{
    // Servers round; a sum of probabilities beyond this is none.
    private const double MostMass = 1.001;

    /// <summary>Reads the list that the reader stands on, or null.</summary>
    public static IReadOnlyList<TruncatedDistribution>? Read(ref Utf8JsonReader reader, Func<(string Expectation, string Finding), BenchException> fault)
    {
        if (reader.TokenType == JsonTokenType.Null)
            return null;
        if (reader.TokenType != JsonTokenType.StartArray)
            throw fault(("be a list or null", reader.TokenType.ToString()));
        var steps = new List<TruncatedDistribution>();
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            var (token, top) = ReadToken(ref reader, fault);
            steps.Add(new TruncatedDistribution(token, top));
        }

        return steps;
    }

    private static (TokenLogProbability Token, IReadOnlyList<TokenLogProbability> Top) ReadToken(ref Utf8JsonReader reader, Func<(string Expectation, string Finding), BenchException> fault)
    {
        if (reader.TokenType != JsonTokenType.StartObject)
            throw fault(("hold an object a token", reader.TokenType.ToString()));
        string? token = null;
        double? logProbability = null;
        List<TokenLogProbability> top = [];
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (reader.ValueTextEquals("token"u8) && reader.Read())
                token = reader.TokenType == JsonTokenType.String ? reader.GetString() : throw fault(("hold tokens as text", reader.TokenType.ToString()));
            else if (reader.ValueTextEquals("logprob"u8) && reader.Read())
                logProbability = reader.TokenType == JsonTokenType.Number ? reader.GetDouble() : throw fault(("hold log-probabilities as numbers", reader.TokenType.ToString()));
            else if (reader.ValueTextEquals("top_logprobs"u8) && reader.Read())
                top = ReadTop(ref reader, fault);
            else
                reader.Skip();
        }

        if (token is null || logProbability is not { } value)
            throw fault(("have token and logprob in each object", "one without"));
        if (!(value <= 0) || !double.IsFinite(value))
            throw fault(("hold log-probabilities of at most 0", value.ToString("R", CultureInfo.InvariantCulture)));
        return (new TokenLogProbability(token, value), top);
    }

    private static List<TokenLogProbability> ReadTop(ref Utf8JsonReader reader, Func<(string Expectation, string Finding), BenchException> fault)
    {
        if (reader.TokenType == JsonTokenType.Null)
            return [];
        if (reader.TokenType != JsonTokenType.StartArray)
            throw fault(("hold top_logprobs as a list or null", reader.TokenType.ToString()));
        List<TokenLogProbability> top = [];
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
            top.Add(ReadToken(ref reader, fault).Token);
        var mass = top.Sum(token => Math.Exp(token.LogProbability));
        if (mass > MostMass)
            throw fault(("hold probabilities that sum to at most 1", string.Create(CultureInfo.InvariantCulture, $"{mass:R} in one list")));
        top.Sort((first, second) => second.LogProbability.CompareTo(first.LogProbability));
        return top;
    }
}
