using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace DiversityBench.Fixtures.Served;

/// <summary>The request for one sample, in the words of OpenAI's API and of those servers that know more samplers.</summary>
internal static class CompletionRequest
{
    private static readonly JsonWriterOptions Json = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Path behind the address of the API.</summary>
    public static string Path(ServedArm arm) => arm.IsChat ? "chat/completions" : "completions";

    /// <summary>The body. One choice a request, so that a sample does not depend on how a server seeds further ones; nothing is left to a server's defaults.</summary>
    public static string Body(ServedSample sample)
    {
        var (arm, buffer) = (sample.Arm, new ArrayBufferWriter<byte>());
        using var json = new Utf8JsonWriter(buffer, Json);
        json.WriteStartObject();
        json.WriteString("model", arm.Endpoint.Model);
        if (arm.IsChat)
        {
            json.WriteStartArray("messages");
            json.WriteStartObject();
            json.WriteString("role", "user");
            json.WriteString("content", sample.Text);
            json.WriteEndObject();
            json.WriteEndArray();
        }
        else
        {
            json.WriteString("prompt", sample.Text);
        }

        json.WriteNumber("n", 1);
        json.WriteNumber("seed", sample.Seed);
        json.WriteNumber("max_tokens", sample.Prompt.MaxTokens);
        WriteSamplers(json, arm);
        if (arm.Model.StopStrings.Count > 0)
        {
            json.WriteStartArray("stop");
            foreach (var stop in arm.Model.StopStrings)
                json.WriteStringValue(stop);
            json.WriteEndArray();
        }

        WriteLogProbabilities(json, arm);
        json.WriteEndObject();
        json.Flush();
        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    private static void WriteSamplers(Utf8JsonWriter json, ServedArm arm)
    {
        var sampling = arm.Sampling;
        json.WriteNumber("temperature", sampling.Temperature);
        json.WriteNumber("top_p", sampling.TopP);
        json.WriteNumber("top_k", sampling.TopK == 0 ? -1 : sampling.TopK); // what every server takes for all tokens
        json.WriteNumber("min_p", sampling.MinP);
        json.WriteNumber("frequency_penalty", 0);
        json.WriteNumber("presence_penalty", 0);
        json.WriteNumber("repetition_penalty", sampling.RepetitionPenalty);

        // llama-server: its own name of the penalty, over all tokens, and samplers that its flags may have set; with a cached prompt its log-probabilities vary.
        json.WriteNumber("repeat_penalty", sampling.RepetitionPenalty);
        json.WriteNumber("repeat_last_n", -1);
        json.WriteNumber("typical_p", 1);
        json.WriteNumber("dynatemp_range", 0);
        json.WriteNumber("xtc_probability", 0);
        json.WriteNumber("dry_multiplier", 0);
        json.WriteNumber("mirostat", 0);
        json.WriteBoolean("cache_prompt", false);
    }

    private static void WriteLogProbabilities(Utf8JsonWriter json, ServedArm arm)
    {
        var count = arm.Endpoint.TopLogProbabilities;
        if (count == 0)
            return;
        if (arm.IsChat)
        {
            json.WriteBoolean("logprobs", true);
            json.WriteNumber("top_logprobs", count);
        }
        else
        {
            json.WriteNumber("logprobs", count);
        }
    }
}
