using System.Text.Json;
using DiversityBench.Fixtures.Generations;
using DiversityBench.Fixtures.Tokenization;
using DiversityBench.Metrics;

namespace DiversityBench.Fixtures.Recorded;

/// <summary>Writes what <see cref="LogProbabilityReader"/> reads.</summary>
internal static class LogProbabilityWriter
{
    /// <summary>Writes the field <c>logprobs</c>: an object a step, its token's text what it adds to the answer: none for the step that ended it.</summary>
    public static void Write(Utf8JsonWriter json, Generation generation, TokenTexts tokens)
    {
        json.WriteStartArray("logprobs");
        var texts = tokens.Split(generation.Tokens);
        foreach (var (i, step) in generation.Steps.Index())
        {
            json.WriteStartObject();
            WriteToken(json, i < texts.Count ? texts[i] : "", step.LogProbabilityInNats);
            json.WriteStartArray("top_logprobs");
            for (var rank = 0; rank < step.TopTokens.Count && Probability(step, rank) > 0; rank++)
            {
                json.WriteStartObject();
                WriteToken(json, tokens.Show(step.TopTokens[rank], beginsText: i == 0), Math.Log(Probability(step, rank)));
                json.WriteEndObject();
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WriteToken(Utf8JsonWriter json, string text, double logProbability)
    {
        json.WriteString("token", text);
        json.WriteNumber("logprob", Math.Min(0, Math.Round(logProbability, 4)));
    }

    // A probability of a float may exceed 1 by its rounding.
    private static double Probability(in StepStatistics step, int rank) => rank switch { 0 => step.Top1, 1 => step.Top2, 2 => step.Top3, 3 => step.Top4, _ => step.Top5 };
}
