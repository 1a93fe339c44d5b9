using System.Globalization;
using System.Text;
using System.Text.Json;
using DiversityBench.Metrics.Errors;

namespace DiversityBench.Fixtures.Recorded;

/// <summary>
/// Reads the log-probabilities of a line: <c>[{"token": …, "logprob": …, "top_logprobs": [{"token": …, "logprob": …}]}]</c>, the same as <c>content</c> of an object, as chat
/// completions have it, or <c>{"tokens": […], "token_logprobs": […], "top_logprobs": [{token: logprob}]}</c>, as other completions do. Where every object has the
/// <c>bytes</c> of its token, a token that is part of a character reads as nothing and the last part as the character.
/// </summary>
internal static class LogProbabilityReader
{
    // Servers round; a probability, or a sum of them, beyond this is none.
    private const double MostMass = 1.001;

    /// <summary>Makes the error of a value that is not what it should be.</summary>
    public delegate BenchException Fault((string Expectation, string Finding) what);

    private delegate T Item<T>(ref Utf8JsonReader reader, Fault fault);

    /// <summary>Reads the list or object that the reader stands on, or null.</summary>
    public static IReadOnlyList<TruncatedDistribution>? Read(ref Utf8JsonReader reader, Fault fault)
    {
        return reader.TokenType switch
        {
            JsonTokenType.Null => null,
            JsonTokenType.StartArray => ReadSteps(ref reader, fault),
            JsonTokenType.StartObject => ReadObject(ref reader, fault),
            _ => throw fault(("be a list, an object or null", reader.TokenType.ToString())),
        };
    }

    private static List<TruncatedDistribution>? ReadObject(ref Utf8JsonReader reader, Fault fault)
    {
        var (hasContent, content, tokens) = (false, (List<TruncatedDistribution>?)null, (List<string>?)null);
        var (chosen, top) = (new List<double>(), new List<List<TokenLogProbability>>());
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var name = reader.GetString();
            reader.Read();
            hasContent |= name == "content";
            switch (name)
            {
                case "content" when reader.TokenType != JsonTokenType.Null: content = ReadSteps(ref reader, fault); break;
                case "tokens": tokens = ReadList(ref reader, fault, Token); break;
                case "token_logprobs": chosen = ReadList(ref reader, fault, LogProbability); break;
                case "top_logprobs" when reader.TokenType != JsonTokenType.Null: top = ReadList(ref reader, fault, ReadTopByToken); break;
                default: reader.Skip(); break;
            }
        }

        if (tokens is null)
            return hasContent ? content : throw fault(("hold content, or tokens and token_logprobs", "neither"));
        if (chosen.Count != tokens.Count || (top.Count != tokens.Count && top.Count > 0))
            throw fault(("be as many as tokens", string.Create(CultureInfo.InvariantCulture, $"{tokens.Count} tokens, {chosen.Count} token_logprobs and {top.Count} top_logprobs")));
        return [.. tokens.Select((token, i) => new TruncatedDistribution(new TokenLogProbability(token, chosen[i]), top.Count > 0 ? top[i] : []))];
    }

    private static List<T> ReadList<T>(ref Utf8JsonReader reader, Fault fault, Item<T> read)
    {
        if (reader.TokenType != JsonTokenType.StartArray)
            throw fault(("be a list", reader.TokenType.ToString()));
        var items = new List<T>();
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
            items.Add(read(ref reader, fault));
        return items;
    }

    private static List<TruncatedDistribution> ReadSteps(ref Utf8JsonReader reader, Fault fault)
    {
        var bytes = new List<byte[]>();
        var steps = ReadList(ref reader, fault, (ref reader, fault) => ReadStep(ref reader, fault, bytes));
        if (bytes.Count == steps.Count)
            Decode(steps, bytes);
        return steps;
    }

    private static void Decode(List<TruncatedDistribution> steps, List<byte[]> bytes)
    {
        var (decoder, characters) = (new UTF8Encoding().GetDecoder(), new char[128]);
        for (var i = 0; i < steps.Count; i++)
        {
            if (bytes[i].Length >= characters.Length)
                characters = new char[bytes[i].Length + 1];
            var text = new string(characters, 0, decoder.GetChars(bytes[i], characters, flush: false));
            steps[i] = steps[i] with { Chosen = steps[i].Chosen with { Token = text } };
        }
    }

    /// <summary>Reads one token; its bytes are added to a list, where one is given.</summary>
    private static TruncatedDistribution ReadStep(ref Utf8JsonReader reader, Fault fault, List<byte[]>? bytes)
    {
        if (reader.TokenType != JsonTokenType.StartObject)
            throw fault(("hold an object a token", reader.TokenType.ToString()));
        string? token = null;
        double? logProbability = null;
        List<TokenLogProbability> top = [];
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (reader.ValueTextEquals("token"u8) && reader.Read())
                token = Token(ref reader, fault);
            else if (reader.ValueTextEquals("logprob"u8) && reader.Read())
                logProbability = LogProbability(ref reader, fault);
            else if (reader.ValueTextEquals("top_logprobs"u8) && reader.Read())
                top = ReadTop(ref reader, fault);
            else if (bytes is not null && reader.ValueTextEquals("bytes"u8) && reader.Read() && reader.TokenType != JsonTokenType.Null)
                bytes.Add([.. ReadList(ref reader, fault, Byte)]);
            else
                reader.Skip();
        }

        if (token is null || logProbability is not { } value)
            throw fault(("have token and logprob in each object", "one without"));
        return new TruncatedDistribution(new TokenLogProbability(token, value), top);
    }

    private static List<TokenLogProbability> ReadTop(ref Utf8JsonReader reader, Fault fault)
        => reader.TokenType == JsonTokenType.Null ? [] : Falling(ReadList(ref reader, fault, static (ref reader, fault) => ReadStep(ref reader, fault, null).Chosen), fault);

    private static List<TokenLogProbability> ReadTopByToken(ref Utf8JsonReader reader, Fault fault)
    {
        List<TokenLogProbability> top = [];
        if (reader.TokenType == JsonTokenType.Null)
            return top;
        if (reader.TokenType != JsonTokenType.StartObject)
            throw fault(("hold an object a token", reader.TokenType.ToString()));
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var token = reader.GetString()!;
            reader.Read();
            top.Add(new TokenLogProbability(token, LogProbability(ref reader, fault)));
        }

        return Falling(top, fault);
    }

    private static List<TokenLogProbability> Falling(List<TokenLogProbability> top, Fault fault)
    {
        var mass = top.Sum(token => Math.Exp(token.LogProbability));
        if (mass > MostMass)
            throw fault(("hold probabilities that sum to at most 1", string.Create(CultureInfo.InvariantCulture, $"{mass:R} in one list")));
        top.Sort((first, second) => second.LogProbability.CompareTo(first.LogProbability));
        return top;
    }

    private static string Token(ref Utf8JsonReader reader, Fault fault)
        => reader.TokenType == JsonTokenType.String ? reader.GetString()! : throw fault(("hold tokens as text", reader.TokenType.ToString()));

    private static double LogProbability(ref Utf8JsonReader reader, Fault fault)
    {
        if (reader.TokenType != JsonTokenType.Number)
            throw fault(("hold log-probabilities as numbers", reader.TokenType.ToString()));
        var value = reader.GetDouble();
        return value <= Math.Log(MostMass) && double.IsFinite(value) ? Math.Min(0, value) : throw fault(("hold log-probabilities of at most 0", value.ToString("R", CultureInfo.InvariantCulture)));
    }

    private static byte Byte(ref Utf8JsonReader reader, Fault fault)
        => reader.TokenType == JsonTokenType.Number && reader.TryGetByte(out var value) ? value : throw fault(("hold bytes as numbers from 0 to 255", reader.TokenType.ToString()));
}
