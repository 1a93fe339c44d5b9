using System.Text;
using DiversityBench.Fixtures.Templates.Jinja;
using DiversityBench.Metrics.Errors;

namespace DiversityBench.Fixtures.Templates;

/// <summary>
/// A chat template as models ship it: Jinja as the transformers library sets it up (blocks trimmed, loop controls,
/// sandboxed). Constructs outside the subset are refused when the template is parsed. Immutable, safe for concurrent use.
/// </summary>
public sealed class ChatTemplate
{
    private readonly Block _body;

    private ChatTemplate(Block body) => _body = body;

    /// <summary>Reads a template.</summary>
    /// <exception cref="BenchException">A syntax error or an unsupported construct, with its position.</exception>
    public static ChatTemplate Parse(string jinja) => new(Parser.Parse(jinja));

    /// <summary>Renders a conversation to the text that the model reads; encode it without adding special tokens.</summary>
    /// <param name="messages">The turns in order.</param>
    /// <param name="addGenerationPrompt">Whether the text ends where the assistant's answer begins.</param>
    /// <param name="bosToken">What <c>bos_token</c> stands for; null leaves it empty.</param>
    /// <param name="eosToken">What <c>eos_token</c> stands for; null leaves it empty.</param>
    /// <param name="today">What <c>strftime_now</c> answers; null leaves that function undefined, so that the text depends on nothing else.</param>
    /// <param name="variables">Further variables (null, bool, int, long, double, string), as <c>enable_thinking</c>.</param>
    /// <exception cref="BenchException">The template refuses the conversation, or does something that its values do not allow.</exception>
    public string Render(
        IReadOnlyList<ChatMessage> messages,
        bool addGenerationPrompt,
        string? bosToken = null,
        string? eosToken = null,
        DateOnly? today = null,
        IReadOnlyDictionary<string, object?>? variables = null)
    {
        var scope = new Scope(null);
        Globals.Define(scope, today);
        scope.Set("messages", messages.Select(Message).ToList<object?>());
        scope.Set("add_generation_prompt", addGenerationPrompt);
        scope.Set("tools", null);
        scope.Set("documents", null);
        if (bosToken is not null)
            scope.Set("bos_token", bosToken);
        if (eosToken is not null)
            scope.Set("eos_token", eosToken);
        foreach (var (name, value) in variables ?? new Dictionary<string, object?>())
            scope.Set(name, value is int number ? (long)number : value);
        var text = new StringBuilder();
        _body.Run(scope, text);
        return text.ToString();
    }

    private static object Message(ChatMessage message) => new Mapping { ["role"] = message.Role, ["content"] = message.Content };
}
