using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using DiversityBench.Fixtures.Recorded;

namespace DiversityBench.Fixtures.Served;

/// <summary>An answer as a line of recorded generations (docs/recorded.md), with what is told of it beside: seed of the request, and log-probability of all its steps.</summary>
internal static class ServedLine
{
    private const string WholeLogProbability = "logprob";

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
        if (answer.Steps is { } all)
            json.WriteNumber(WholeLogProbability, all.Sum(step => step.Chosen.LogProbability));
        if (answer.StepsOfText() is { } steps)
            LogProbabilityWriter.Write(json, steps);
        json.WriteEndObject();
        json.Flush();
        line.Write("\n"u8);
        return line.WrittenSpan.ToArray();
    }

    /// <summary>Text of a line and log-probability of all its steps; null for what is not there.</summary>
    public static (string? Text, double? LogProbability) Read(byte[] line)
    {
        using var document = JsonDocument.Parse(line);
        var root = document.RootElement;
        return (root.GetProperty("text").GetString(), root.TryGetProperty(WholeLogProbability, out var whole) ? whole.GetDouble() : null);
    }
}
