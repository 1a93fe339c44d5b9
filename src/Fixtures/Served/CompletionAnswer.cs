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
    /// <exception cref="JsonException">It is not as the API describes it.</exception>
    public ServedAnswer Read()
    {
        var choices = Property(root, "choices", JsonValueKind.Array) ?? throw new JsonException("no list of choices");
        if (choices.GetArrayLength() != 1 || choices[0].ValueKind != JsonValueKind.Object)
            throw new JsonException(FormattableString.Invariant($"{choices.GetArrayLength()} choices, where one was asked for"));
        var choice = choices[0];
        var holder = Property(choice, "message", JsonValueKind.Object) ?? choice;
        var text = Property(holder, holder.Equals(choice) ? "text" : "content", JsonValueKind.String)?.GetString();
        var finish = Property(choice, "finish_reason", JsonValueKind.String)?.GetString();

        // vLLM says which stop string it was.
        if (finish == "stop" && choice.TryGetProperty("stop_reason", out var reason) && reason.ValueKind == JsonValueKind.String)
            finish = "stop_string";
        return new ServedAnswer(text, finish, Property(choice, "logprobs", JsonValueKind.Object) is { } steps ? Steps(steps) : null);
    }

    private static List<ServedStep>? Steps(JsonElement logprobs)
    {
        if (Property(logprobs, "content", JsonValueKind.Array) is { } content)
            return [.. content.EnumerateArray().Select(Step)];
        if (Property(logprobs, "tokens", JsonValueKind.Array) is not { } tokens)
            return null;
        var chosen = Required(Property(logprobs, "token_logprobs", JsonValueKind.Array), "token_logprobs");
        var tops = Required(Property(logprobs, "top_logprobs", JsonValueKind.Array), "top_logprobs");
        if (chosen.GetArrayLength() != tokens.GetArrayLength() || tops.GetArrayLength() != tokens.GetArrayLength())
            throw new JsonException("lists of log-probabilities of unequal length");
        return [.. tokens.EnumerateArray().Select((token, i) => new ServedStep(
            Required(Text(token), "a token"), null, Required(Number(chosen[i]), "a log-probability"),
            tops[i].ValueKind != JsonValueKind.Object ? [] : [.. tops[i].EnumerateObject().Select(top => new TokenLogProbability(top.Name, Required(Number(top.Value), "a log-probability")))]))];
    }

    private static ServedStep Step(JsonElement step)
    {
        var bytes = Property(step, "bytes", JsonValueKind.Array)?.EnumerateArray().Select(value => value.TryGetByte(out var one) ? one : throw new JsonException("a byte above 255")).ToArray();
        var token = Token(step);
        return new ServedStep(token.Token, bytes, token.LogProbability, Property(step, "top_logprobs", JsonValueKind.Array) is { } top ? [.. top.EnumerateArray().Select(Token)] : []);
    }

    private static TokenLogProbability Token(JsonElement token)
        => new(Required(Property(token, "token", JsonValueKind.String)?.GetString(), "token"), Required(Property(token, "logprob", JsonValueKind.Number)?.GetDouble(), "logprob"));

    private static JsonElement? Property(JsonElement holder, string name, JsonValueKind kind)
    {
        if (holder.ValueKind != JsonValueKind.Object)
            throw new JsonException($"{holder.ValueKind} where an object with {name} belongs");
        if (!holder.TryGetProperty(name, out var value) || value.ValueKind == JsonValueKind.Null)
            return null;
        return value.ValueKind == kind ? value : throw new JsonException($"{name} that is {value.ValueKind}");
    }

    private static string? Text(JsonElement value) => value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    private static double? Number(JsonElement value) => value.ValueKind == JsonValueKind.Number ? value.GetDouble() : null;

    private static T Required<T>(T? value, string name)
        where T : class => value ?? throw new JsonException($"no {name}");

    private static T Required<T>(T? value, string name)
        where T : struct => value ?? throw new JsonException($"no {name}");
}
