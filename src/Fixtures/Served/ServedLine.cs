using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using DiversityBench.Fixtures.Recorded;

namespace DiversityBench.Fixtures.Served;

/// <summary>Writes an answer as a line of recorded generations; see docs/recorded.md.</summary>
internal static class ServedLine
{
    private static readonly JsonWriterOptions Json = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The line in UTF-8, with the line feed at its end.</summary>
    public static byte[] Write(ServedSample sample, ServedAnswer answer)
    {
        var line = new ArrayBufferWriter<byte>();
        using var json = new Utf8JsonWriter(line, Json);
        json.WriteStartObject();
        json.WriteString("prompt_id", sample.PromptId);
        json.WriteString("prompt", sample.Text);
        json.WriteNumber("sample_index", sample.Index);
        json.WriteNumber("seed", sample.Seed);
        json.WriteString("text", answer.Text);
        json.WriteString("finish_reason", answer.Finish);
        if (answer.StepTexts() is { } texts)
        {
            json.WriteStartArray("logprobs");
            foreach (var (step, text) in answer.Steps!.Zip(texts))
            {
                json.WriteStartObject();
                WriteToken(json, new TokenLogProbability(text, step.LogProbability));
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

        json.WriteEndObject();
        json.Flush();
        line.Write("\n"u8);
        return line.WrittenSpan.ToArray();
    }

    private static void WriteToken(Utf8JsonWriter json, TokenLogProbability token)
    {
        json.WriteString("token", token.Token);
        json.WriteNumber("logprob", Math.Min(0, token.LogProbability)); // some are above 0 by their rounding
    }
}
