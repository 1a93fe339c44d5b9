using DiversityBench.Metrics.Errors;

namespace DiversityBench.Fixtures.Templates.Jinja;

/// <summary>Tokens in order, and the errors about them.</summary>
internal sealed class TokenStream(List<Token> tokens)
{
    private const int DeepestNesting = 200;

    private int _at;
    private int _depth;

    public Token Current => tokens[_at];

    public static BenchException Unsupported(string kind, Token token, string supported) => TemplateError.At(
        token.At, $"use a supported {kind} ({supported})", "any other text than the one the model was trained with would spoil its answers",
        $"'{token.Text}'", "Rewrite the template without it and give it as chatTemplate of the model in models.json");

    public Token Take() => Current.Kind == TokenKind.End ? Current : tokens[_at++];

    public bool TryOperator(string sign) => Try(TokenKind.Operator, sign);

    public bool TryName(string name) => Try(TokenKind.Name, name);

    /// <summary>Takes a name and the sign after it when both stand here.</summary>
    public bool TryNameBefore(string sign)
    {
        var found = Current.Kind == TokenKind.Name && tokens[_at + 1] is { Kind: TokenKind.Operator } next && next.Text == sign;
        if (found)
            _at += 2;
        return found;
    }

    public Token Expect(TokenKind kind, string what) => Current.Kind == kind ? Take() : throw Unexpected(what);

    public void ExpectOperator(string sign)
    {
        if (!TryOperator(sign))
            throw Unexpected($"'{sign}'");
    }

    public void ExpectName(string name)
    {
        if (!TryName(name))
            throw Unexpected($"'{name}'");
    }

    public BenchException Unexpected(string what) => TemplateError.At(
        Current.At, $"have {what} here", "it is read as Jinja", Current.Kind == TokenKind.End ? Current.Text : $"'{Current.Text}'",
        "Compare with the template that the model's authors publish");

    /// <summary>One level deeper until disposed: a template nested without end is an error and no crash.</summary>
    public Nesting Nest() => ++_depth <= DeepestNesting ? new Nesting(this) : throw Unexpected($"at most {DeepestNesting} levels");

    private bool Try(TokenKind kind, string text)
    {
        var found = Current.Kind == kind && Current.Text == text;
        if (found)
            _at++;
        return found;
    }

    internal readonly struct Nesting(TokenStream owner) : IDisposable
    {
        public void Dispose() => owner._depth--;
    }
}
