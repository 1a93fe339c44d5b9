using System.Text.Json;
using DiversityBench.Metrics.Errors;

namespace DiversityBench.Fixtures.Templates;

/// <summary>What this suite needs of a model's <c>tokenizer_config.json</c>.</summary>
/// <param name="ChatTemplates">Jinja sources by name; a single one is called "default". Empty for a model without one.</param>
/// <param name="BosToken">Token that begins a text, null if there is none.</param>
/// <param name="EosToken">Token that ends a text, null if there is none.</param>
/// <param name="AddBosToken">Whether a raw text begins with <paramref name="BosToken"/>, null when the file does not say.</param>
/// <param name="ModelMaxLength">Most tokens, null when the file does not say or gives a placeholder beyond any model.</param>
public sealed record TokenizerConfig(
    IReadOnlyDictionary<string, string> ChatTemplates,
    string? BosToken,
    string? EosToken,
    bool? AddBosToken,
    int? ModelMaxLength)
{
    private const string DefaultName = "default";

    /// <summary>Reads tokenizer_config.json; a template that it lacks is taken from <c>chat_template.jinja</c> beside it.</summary>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="InvalidDataException">It is not a JSON object, or a value is not of the kind that its key wants.</exception>
    public static TokenizerConfig Load(string path)
    {
        if (!File.Exists(path))
        {
            throw new FileNotFoundException(
                $"Expected {path} to exist because it names the model's special tokens, but found no file.\n"
                + $"File: {path}\nNext step: fetch the model again, or list the file in models.json.", path);
        }

        try
        {
            using var document = JsonDocument.Parse(File.ReadAllBytes(path));
            var root = document.RootElement;
            if (root.ValueKind != JsonValueKind.Object)
                throw Fault(path, "$", "an object", root);
            var templates = Templates(path, root);
            var beside = Path.Combine(Path.GetDirectoryName(path) ?? "", "chat_template.jinja");
            if (templates.Count == 0 && File.Exists(beside))
                templates[DefaultName] = File.ReadAllText(beside);
            return new TokenizerConfig(
                templates, TokenText(path, root, "bos_token"), TokenText(path, root, "eos_token"), Flag(path, root, "add_bos_token"), Length(path, root));
        }
        catch (JsonException error)
        {
            throw new InvalidDataException(
                $"Expected {path} to be JSON because it is a model's tokenizer configuration, but found a fault in line {error.LineNumber + 1}.\n"
                + $"File: {path}\nFault: {error.Message}\nNext step: fetch the model again, the file may be cut off.", error);
        }
    }

    /// <summary>The template of a name, parsed.</summary>
    /// <exception cref="BenchException">There is none, or it cannot be read.</exception>
    public ChatTemplate ParseChatTemplate(string name = DefaultName) => ChatTemplates.TryGetValue(name, out var jinja)
        ? ChatTemplate.Parse(jinja)
        : throw new BenchException(new ErrorText(
            "the model", $"have a chat template named '{name}'", "the chat protocol wraps every prompt in it",
            ChatTemplates.Count == 0 ? "none in tokenizer_config.json and no chat_template.jinja beside it" : $"only {string.Join(", ", ChatTemplates.Keys)}",
            "Add chat_template.jinja to files of the model in models.json if its repository has one, give one as \"chatTemplate\" of the model, or run the paper protocol alone"));

    private static Dictionary<string, string> Templates(string path, JsonElement root)
    {
        var templates = new Dictionary<string, string>(StringComparer.Ordinal);
        if (!root.TryGetProperty("chat_template", out var value) || value.ValueKind == JsonValueKind.Null)
            return templates;
        if (value.ValueKind == JsonValueKind.String)
        {
            templates[DefaultName] = value.GetString()!;
            return templates;
        }

        if (value.ValueKind != JsonValueKind.Array)
            throw Fault(path, "$.chat_template", "a string or a list of named templates", value);
        foreach (var item in value.EnumerateArray())
        {
            if (item.ValueKind != JsonValueKind.Object || Text(item, "name") is not { } name || Text(item, "template") is not { } template)
                throw Fault(path, $"$.chat_template[{templates.Count}]", "an object with name and template", item);
            templates[name] = template;
        }

        return templates;
    }

    private static string? Text(JsonElement item, string key) =>
        item.TryGetProperty(key, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    /// <summary>A token is written as its text or as an object with its text and options.</summary>
    private static string? TokenText(string path, JsonElement root, string key)
    {
        if (!root.TryGetProperty(key, out var value) || value.ValueKind == JsonValueKind.Null)
            return null;
        return value.ValueKind == JsonValueKind.String ? value.GetString()
            : value.ValueKind == JsonValueKind.Object && Text(value, "content") is { } content ? content
            : throw Fault(path, $"$.{key}", "a string, or an object with content", value);
    }

    private static bool? Flag(string path, JsonElement root, string key) =>
        !root.TryGetProperty(key, out var value) || value.ValueKind == JsonValueKind.Null ? null
        : value.ValueKind is JsonValueKind.True or JsonValueKind.False ? value.GetBoolean()
        : throw Fault(path, $"$.{key}", "true or false", value);

    private static int? Length(string path, JsonElement root)
    {
        if (!root.TryGetProperty("model_max_length", out var value) || value.ValueKind == JsonValueKind.Null)
            return null;
        if (value.ValueKind != JsonValueKind.Number || value.GetDouble() < 1)
            throw Fault(path, "$.model_max_length", "a positive number", value);
        return value.TryGetInt32(out var length) ? length : null;
    }

    private static InvalidDataException Fault(string path, string at, string wanted, JsonElement found) => new(
        $"Expected {at} of {Path.GetFileName(path)} to be {wanted} because transformers writes it so, but found {found.ValueKind}.\n"
        + $"File: {path}\nPath: {at}\nNext step: compare with the file that the model's authors publish.");
}
