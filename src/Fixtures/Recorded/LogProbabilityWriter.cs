using System.Text.Json;
using DiversityBench.Fixtures.Generations;
using DiversityBench.Fixtures.Tokenization;
using DiversityBench.Metrics;

namespace DiversityBench.Fixtures.Recorded;

/// <summary>Writes what <see cref="LogProbabilityReader"/> reads.</summary>
internal static class LogProbabilityWriter
{
    /// <summary>Writes the steps of a generation, its token's text what it adds to the answer: none for the step that ended it.</summary>
    public static void Write(Utf8JsonWriter json, Generation generation, TokenTexts tokens)
    {
        var texts = tokens.Split(generation.Tokens);
        Write(json, generation.Steps.Select((step, i) => new TruncatedDistribution(
            new TokenLogProbability(i < texts.Count ? texts[i] : "", step.LogProbabilityInNats),
            [.. Enumerable.Range(0, step.TopTokens.Count).TakeWhile(rank => Probability(step, rank) > 0)
                .Select(rank => new TokenLogProbability(tokens.Show(step.TopTokens[rank], beginsText: i == 0), Math.Log(Probability(step, rank))))])));
    }

    /// <summary>Writes the field <c>logprobs</c>: an object a step.</summary>
    public static void Write(Utf8JsonWriter json, IEnumerable<TruncatedDistribution> steps)
    {
        json.WriteStartArray("logprobs");
        foreach (var step in steps)
        {
            json.WriteStartObject();
            WriteToken(json, step.Chosen);
            json.WriteStartArray("top_logprobs");
            foreach (var token in step.Top)
            {
                json.WriteStartObject();
                WriteToken(json, token);
                json.WriteEndObject();
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WriteToken(Utf8JsonWriter json, TokenLogProbability token)
    {
        json.WriteString("token", token.Token);
        json.WriteNumber("logprob", Math.Min(0, Math.Round(token.LogProbability, 4)));
    }

    // A probability of a float may exceed 1 by its rounding.
    private static double Probability(in StepStatistics step, int rank) => rank switch { 0 => step.Top1, 1 => step.Top2, 2 => step.Top3, 3 => step.Top4, _ => step.Top5 };
}
