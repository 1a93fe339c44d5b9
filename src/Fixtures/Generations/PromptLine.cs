using System.Text.Json;
using DiversityBench.Metrics.Errors;
using DiversityBench.Metrics.ValidOutputs;

namespace DiversityBench.Fixtures.Generations;

/// <summary>One line of a prompts.jsonl or phrases.jsonl: an object with known keys, each at most once.</summary>
internal sealed class PromptLine
{
    private const int Largest = 1_000_000;
    private readonly string path;
    private readonly int number;
    private readonly string set;
    private readonly Dictionary<string, JsonElement> values = new(StringComparer.Ordinal);

    private PromptLine(string path, int number, string set)
    {
        this.path = path;
        this.number = number;
        this.set = set;
    }

    public static PromptLine Parse(string path, int number, string text, string[] keys, string set = "prompt set")
    {
        var line = new PromptLine(path, number, set);
        JsonElement root;
        try
        {
            root = JsonElement.Parse(text);
        }
        catch (JsonException error)
        {
            throw line.Fault("line", "be one JSON object", "the file holds one a line, without comments or blank lines", string.IsNullOrWhiteSpace(text) ? "a blank line" : error.Message, "correct the line", error);
        }

        if (root.ValueKind != JsonValueKind.Object)
            throw line.Fault("line", "be one JSON object", "the file holds one a line", root.ValueKind.ToString(), "correct the line");
        foreach (var property in root.EnumerateObject())
        {
            if (!keys.Contains(property.Name))
                throw line.Fault("key", $"be one of {string.Join(", ", keys)}", "a misspelt key would be ignored in silence", $"'{property.Name}'", "correct or remove the key");
            if (!line.values.TryAdd(property.Name, property.Value))
                throw line.Fault(property.Name, "stand once", "one of two values would be ignored in silence", "it twice", "remove one");
        }

        return line;
    }

    public Prompt ReadPrompt()
    {
        var text = Text("text");
        var prompt = new Prompt(Id(), text, Kind())
        {
            Chat = Text("chat"),
            Prefix = values.ContainsKey("prefix") ? Text("prefix") : "",
            About = values.TryGetValue("about", out var about) ? Words(about) : [],
            Samples = Number("samples"),
            MaxTokens = Number("maxTokens"),
            Source = Text("source"),
        };
        if (!text.EndsWith(prompt.Prefix, StringComparison.Ordinal))
            throw Fault("prefix", "be the end of text", "it is the part of the answer that the prompt supplies", $"'{prompt.Prefix}'", "correct prefix or text");
        return prompt;
    }

    public string Id()
    {
        var id = Text("id");
        return id.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '-')
            ? id : throw Fault("id", "hold only a-z, 0-9 and hyphens", "it becomes part of file names and keys", $"'{id}'", "rename the line's id");
    }

    public string Kind()
    {
        var kind = Text("kind");
        return ValidityRule.Kinds.Contains(kind)
            ? kind : throw Fault("kind", $"be one of {string.Join(", ", ValidityRule.Kinds)}", "samples of other kinds cannot be judged valid", $"'{kind}'", "correct the kind");
    }

    public string Text(string key)
    {
        var value = Required(key);
        if (value.ValueKind != JsonValueKind.String)
            throw Fault(key, "be a string", "it is text", value.GetRawText(), "put it in quotes");
        var text = value.GetString()!;
        return string.IsNullOrWhiteSpace(text) ? throw Fault(key, "hold text", "an empty one asks for nothing", $"'{text}'", "write it or remove the line") : text;
    }

    public int Number(string key)
    {
        var value = Required(key);
        return value.ValueKind == JsonValueKind.Number && value.TryGetInt32(out var count) && count is >= 1 and <= Largest
            ? count : throw Fault(key, $"be a whole number from 1 to {Largest}", "it counts", value.GetRawText(), "correct the number");
    }

    public BenchException Fault(string key, string expectation, string reason, string finding, string nextStep, Exception? inner = null)
        => new(new ErrorText($"the {key} of a {set}", expectation, reason, finding, nextStep).With("File", path).With("Line", number), inner);

    private JsonElement Required(string key)
        => values.TryGetValue(key, out var value) ? value : throw Fault(key, "be there", "a prompt has no default for it", "no such key", "add the key");

    private string[] Words(JsonElement value)
    {
        if (value.ValueKind != JsonValueKind.Array || value.GetArrayLength() == 0 || value.EnumerateArray().Any(word => word.ValueKind != JsonValueKind.String || string.IsNullOrWhiteSpace(word.GetString())))
            throw Fault("about", "be a list of words", "a valid answer holds one of them", value.GetRawText(), "write [\"word\"] or remove the key");
        return [.. value.EnumerateArray().Select(word => word.GetString()!)];
    }
}
