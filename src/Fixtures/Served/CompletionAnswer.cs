using System.Runtime.InteropServices;
using System.Text.Json;
using DiversityBench.Fixtures.Recorded;

namespace DiversityBench.Fixtures.Served;

/// <summary>Reads answers of <c>/completions</c> and <c>/chat/completions</c>, with log-probabilities in the layout of either.</summary>
/// <param name="root">The answer.</param>
internal sealed class CompletionAnswer(JsonElement root)
{
    /// <summary>Name of the model that answered; null where it is not told.</summary>
    public string? Model => root.TryGetProperty("model", out var model) && model.ValueKind == JsonValueKind.String ? model.GetString() : null;

    /// <summary>Message of an error that came as a success; null where there is none.</summary>
    public string? Error => root.TryGetProperty("error", out var error) && error.ValueKind != JsonValueKind.Null ? Message(error) : null;

    /// <summary>What a server says in an answer that is an error; null where it is not in the usual form.</summary>
    public static string? Message(JsonElement error)
    {
        if (error.ValueKind == JsonValueKind.String)
            return error.GetString();
        if (error.ValueKind != JsonValueKind.Object)
            return null;
        return error.TryGetProperty("error", out var inner) ? Message(inner)
            : error.TryGetProperty("message", out var message) && message.ValueKind == JsonValueKind.String ? message.GetString() : error.GetRawText();
    }

    /// <summary>The only choice.</summary>
    /// <param name="fault">Makes the error of log-probabilities that are none.</param>
    /// <exception cref="JsonException">It is not as the API describes it.</exception>
    public ServedAnswer Read(LogProbabilityReader.Fault fault)
    {
        var choices = Property(root, "choices", JsonValueKind.Array) ?? throw new JsonException("no list of choices");
        if (choices.GetArrayLength() != 1 || choices[0].ValueKind != JsonValueKind.Object)
            throw new JsonException(FormattableString.Invariant($"{choices.GetArrayLength()} choices, where one was asked for"));
        var choice = choices[0];
        var message = Property(choice, "message", JsonValueKind.Object);
        var text = (message is { } chat ? Property(chat, "content", JsonValueKind.String) : Property(choice, "text", JsonValueKind.String))?.GetString();
        var finish = Property(choice, "finish_reason", JsonValueKind.String)?.GetString();

        // vLLM says which stop string it was.
        if (finish == "stop" && choice.TryGetProperty("stop_reason", out var reason) && reason.ValueKind == JsonValueKind.String)
            finish = "stop_string";
        return new ServedAnswer(text, finish, Property(choice, "logprobs", JsonValueKind.Object) is { } steps ? Steps(steps, fault) : null);
    }

    private static IReadOnlyList<TruncatedDistribution>? Steps(JsonElement logprobs, LogProbabilityReader.Fault fault)
    {
        var reader = new Utf8JsonReader(JsonMarshal.GetRawUtf8Value(logprobs));
        reader.Read();
        return LogProbabilityReader.Read(ref reader, fault);
    }

    private static JsonElement? Property(JsonElement holder, string name, JsonValueKind kind)
    {
        if (!holder.TryGetProperty(name, out var value) || value.ValueKind == JsonValueKind.Null)
            return null;
        return value.ValueKind == kind ? value : throw new JsonException($"{name} that is {value.ValueKind}");
    }
}
