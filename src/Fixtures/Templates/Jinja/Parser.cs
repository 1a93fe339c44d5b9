namespace DiversityBench.Fixtures.Templates.Jinja;

/// <summary>Reads statements; <see cref="ExpressionParser"/> reads what stands in them.</summary>
internal sealed class Parser
{
    private const string Statements = "for, if, elif, else, set, macro, break, continue, generation";

    private readonly TokenStream _tokens;
    private readonly ExpressionParser _expressions;
    private int _loops;

    private Parser(List<Token> tokens)
    {
        _tokens = new TokenStream(tokens);
        _expressions = new ExpressionParser(_tokens);
    }

    public static Block Parse(string template)
    {
        var parser = new Parser(Lexer.Read(template));
        var body = parser.ReadBlock();
        return parser._tokens.Current.Kind == TokenKind.End ? body : throw parser._tokens.Unexpected("the end of the template");
    }

    /// <summary>Statements up to a tag that closes or continues an outer one; its <c>{%</c> is taken, its name is not.</summary>
    private Block ReadBlock(params string[] ends)
    {
        using var nesting = _tokens.Nest();
        var statements = new List<Statement>();
        while (_tokens.Current.Kind != TokenKind.End)
        {
            var token = _tokens.Take();
            if (token.Kind == TokenKind.Text)
            {
                statements.Add(new TextStatement(token.At, token.Text));
            }
            else if (token.Kind == TokenKind.OutputBegin)
            {
                statements.Add(new OutputStatement(token.At, _expressions.ReadTuple()));
                _tokens.Expect(TokenKind.OutputEnd, "}}");
            }
            else if (ends.Contains(_tokens.Current.Text) && _tokens.Current.Kind == TokenKind.Name)
            {
                return new Block(statements);
            }
            else
            {
                statements.AddRange(ReadStatement());
            }
        }

        return ends.Length == 0 ? new Block(statements) : throw _tokens.Unexpected($"{{% {string.Join(" %} or {% ", ends)} %}}");
    }

    private IEnumerable<Statement> ReadStatement()
    {
        var name = _tokens.Expect(TokenKind.Name, "the name of a statement");
        switch (name.Text)
        {
            case "for": return [ReadFor(name.At)];
            case "if": return [ReadIf(name.At)];
            case "set": return [ReadSet(name.At)];
            case "macro": return [ReadMacro(name.At)];
            case "break" or "continue" when _loops > 0:
                CloseTag();
                return [new LoopControlStatement(name.At, name.Text == "break" ? Flow.Break : Flow.Continue)];
            case "generation": // marks the assistant's words for training, changes no text
                CloseTag();
                return ReadBody("endgeneration").Statements;
            default:
                throw TokenStream.Unsupported("statement", name, Statements);
        }
    }

    private IfStatement ReadIf(Position at)
    {
        var branches = new List<(Expression, Block)>();
        string next;
        do
        {
            var condition = _expressions.ReadTuple();
            CloseTag();
            branches.Add((condition, ReadBlock("elif", "else", "endif")));
            next = _tokens.Take().Text;
        }
        while (next == "elif");
        return new IfStatement(at, branches, ReadElse(next, "endif"));
    }

    private ForStatement ReadFor(Position at)
    {
        var targets = ReadTargets();
        _tokens.ExpectName("in");
        var source = _expressions.ReadTuple(withConditional: false);
        var filter = _tokens.TryName("if") ? _expressions.Read() : null;
        if (_tokens.Current is { Kind: TokenKind.Name, Text: "recursive" } recursive)
            throw TokenStream.Unsupported("loop", recursive, "loops that are not recursive");
        CloseTag();
        _loops++;
        var body = ReadBlock("else", "endfor");
        _loops--;
        return new ForStatement(at, targets, source, filter, body, ReadElse(_tokens.Take().Text, "endfor"));
    }

    private Block? ReadElse(string next, string end)
    {
        CloseTag();
        return next == "else" ? ReadBody(end) : null;
    }

    private List<string> ReadTargets()
    {
        var bracket = _tokens.TryOperator("(");
        var names = new List<string>();
        do
        {
            names.Add(_tokens.Expect(TokenKind.Name, "a variable").Text);
        }
        while (_tokens.TryOperator(","));
        if (bracket)
            _tokens.ExpectOperator(")");
        return names;
    }

    private SetStatement ReadSet(Position at)
    {
        var name = _tokens.Expect(TokenKind.Name, "a variable").Text;
        var member = _tokens.TryOperator(".") ? _tokens.Expect(TokenKind.Name, "a variable of the namespace").Text : null;
        if (_tokens.TryOperator("="))
        {
            var value = _expressions.ReadTuple();
            CloseTag();
            return new SetStatement(at, name, member, value, null);
        }

        CloseTag();
        return new SetStatement(at, name, member, null, ReadBody("endset"));
    }

    private MacroStatement ReadMacro(Position at)
    {
        var name = _tokens.Expect(TokenKind.Name, "the macro's name").Text;
        var parameters = new List<(string, Expression?)>();
        _tokens.ExpectOperator("(");
        while (!_tokens.TryOperator(")"))
        {
            if (parameters.Count > 0)
                _tokens.ExpectOperator(",");
            var parameter = _tokens.Expect(TokenKind.Name, "a parameter").Text;
            parameters.Add((parameter, _tokens.TryOperator("=") ? _expressions.Read() : null));
        }

        CloseTag();
        var loops = _loops;
        _loops = 0;
        var body = ReadBody("endmacro");
        _loops = loops;
        return new MacroStatement(at, name, parameters, body);
    }

    private Block ReadBody(string end)
    {
        var body = ReadBlock(end);
        _tokens.Take();
        if (end == "endmacro" && _tokens.Current.Kind == TokenKind.Name)
            _tokens.Take();
        CloseTag();
        return body;
    }

    private void CloseTag() => _tokens.Expect(TokenKind.BlockEnd, "%}");
}
