using System.Text.Json;

namespace DiversityBench.Fixtures.Tokenization;

/// <summary>A value in tokenizer.json that knows where it stands, so that what is refused can be found.</summary>
internal readonly record struct TokenizerNode(JsonElement Element, string Path, string File)
{
    public string Type => this["type"].Text;

    public string Text => Element.ValueKind == JsonValueKind.String ? Element.GetString()! : throw Unexpected("a string");

    public int Number => Element.ValueKind == JsonValueKind.Number && Element.TryGetInt32(out var value) && value >= 0
        ? value : throw Unexpected("a non-negative integer");

    public TokenizerNode this[string name] => Find(name) ?? throw Refuse(
        $"have '{name}'", "the component cannot be built without it", "no such key", "compare with the file that the model's authors publish.");

    /// <summary>The child, null when it is absent or JSON null.</summary>
    public TokenizerNode? Find(string name) =>
        Element.ValueKind == JsonValueKind.Object && Element.TryGetProperty(name, out var child) && child.ValueKind != JsonValueKind.Null
            ? this with { Element = child, Path = $"{Path}.{name}" }
            : null;

    public bool Flag(string name, bool absent = false) => Find(name) switch
    {
        null => absent,
        { Element.ValueKind: JsonValueKind.True } => true,
        { Element.ValueKind: JsonValueKind.False } => false,
        { } other => throw other.Unexpected("true or false"),
    };

    public string TextOr(string name, string absent) => Find(name)?.Text ?? absent;

    public IEnumerable<TokenizerNode> Items(string name)
    {
        var list = this[name];
        if (list.Element.ValueKind != JsonValueKind.Array)
            throw list.Unexpected("an array");
        return list.Element.EnumerateArray().Select((item, i) => list with { Element = item, Path = $"{list.Path}[{i}]" });
    }

    /// <summary>An error for a component that this room does not know.</summary>
    public InvalidDataException Unsupported(string kind, string found, params string[] supported) => Refuse(
        $"be a supported {kind}", "token ids must equal those that the model was trained with", $"'{found}'",
        $"choose a model that uses the supported ones, or add '{found}' to src/Fixtures/Tokenization with token cases.",
        $"Supported: {string.Join(", ", supported)}");

    public InvalidDataException Unexpected(string wanted) => Refuse(
        $"be {wanted}", "the tokenizer format says so", Element.ValueKind.ToString(), "compare with the file that the model's authors publish.");

    private InvalidDataException Refuse(string expectation, string reason, string found, string nextStep, string? detail = null) => new(
        $"Expected {Path} of {System.IO.Path.GetFileName(File)} to {expectation} because {reason}, but found {found}.\n"
        + $"File: {File}\nPath: {Path}\n{(detail is null ? "" : detail + "\n")}Next step: {nextStep}");
}
