using System.Globalization;

namespace DiversityBench.Fixtures.Templates.Jinja;

/// <summary>Operands: names, literals, brackets, and what follows them.</summary>
internal sealed partial class ExpressionParser
{
    private Expression ReadPrimary()
    {
        using var nesting = tokens.Nest();
        var token = tokens.Take();
        switch (token.Kind)
        {
            case TokenKind.Name: return ReadName(token);
            case TokenKind.String:
                var text = token.Text;
                while (tokens.Current.Kind == TokenKind.String)
                    text += tokens.Take().Text;
                return new Literal(token.At, text);
            case TokenKind.Integer when long.TryParse(token.Text, NumberStyles.None, CultureInfo.InvariantCulture, out var number):
                return new Literal(token.At, number);
            case TokenKind.Float: return new Literal(token.At, double.Parse(token.Text, CultureInfo.InvariantCulture));
            case TokenKind.Operator when token.Text == "[": return new ListLiteral(token.At, ReadItems("]", Read));
            case TokenKind.Operator when token.Text == "{": return new MappingLiteral(token.At, ReadItems("}", ReadEntry));
            case TokenKind.Operator when token.Text == "(":
                if (tokens.TryOperator(")"))
                    return new ListLiteral(token.At, []);
                var inner = ReadTuple();
                tokens.ExpectOperator(")");
                return inner;
            default: throw TokenStream.Unsupported("expression", token, "names, literals, lists, mappings, brackets");
        }
    }

    private static Expression ReadName(Token token) => token.Text switch
    {
        "true" or "True" => new Literal(token.At, true),
        "false" or "False" => new Literal(token.At, false),
        "none" or "None" => new Literal(token.At, null),
        _ => new Variable(token.At, token.Text),
    };

    private List<T> ReadItems<T>(string end, Func<T> read)
    {
        var items = new List<T>();
        while (!tokens.TryOperator(end))
        {
            if (items.Count > 0)
            {
                tokens.ExpectOperator(",");
                if (tokens.TryOperator(end))
                    break;
            }

            items.Add(read());
        }

        return items;
    }

    private (Expression Key, Expression Value) ReadEntry()
    {
        var key = Read();
        tokens.ExpectOperator(":");
        return (key, Read());
    }

    private Expression ReadPostfix(Expression value)
    {
        while (true)
        {
            var at = tokens.Current.At;
            if (tokens.TryOperator("."))
            {
                var member = tokens.Current.Kind == TokenKind.Integer ? tokens.Take() : tokens.Expect(TokenKind.Name, "a name");
                value = member.Kind == TokenKind.Name
                    ? new Member(at, value, member.Text)
                    : new Index(at, value, new Literal(at, long.Parse(member.Text, CultureInfo.InvariantCulture)));
            }
            else if (tokens.TryOperator("["))
            {
                value = ReadSubscript(at, value);
            }
            else if (tokens.TryOperator("("))
            {
                value = new Call(at, value, ReadArguments());
            }
            else
            {
                return value;
            }
        }
    }

    private Expression ReadSubscript(Position at, Expression owner)
    {
        var parts = new List<Expression?> { null };
        while (!tokens.TryOperator("]"))
        {
            if (tokens.TryOperator(":") && parts.Count < 3)
                parts.Add(null);
            else if (parts[^1] is null)
                parts[^1] = Read();
            else
                throw tokens.Unexpected("']'");
        }

        if (parts.Count == 1)
            return parts[0] is { } key ? new Index(at, owner, key) : throw tokens.Unexpected("something between [ and ]");
        return new Slice(at, owner, parts[0], parts[1], parts.ElementAtOrDefault(2));
    }

    private ArgumentList ReadArguments()
    {
        var positional = new List<Expression>();
        var named = new List<(string, Expression)>();
        ReadItems(")", () =>
        {
            var name = tokens.Current;
            if (!tokens.TryNameBefore("="))
                positional.Add(Read());
            else
                named.Add((name.Text, Read()));
            return name;
        });
        return new ArgumentList(positional, named);
    }

    private Expression ReadFilters(Expression value)
    {
        while (true)
        {
            var at = tokens.Current.At;
            if (tokens.TryOperator("|"))
            {
                var name = tokens.Expect(TokenKind.Name, "a filter");
                if (!Filters.Supported.Contains(name.Text))
                    throw TokenStream.Unsupported("filter", name, string.Join(", ", Filters.Supported));
                value = new Filtered(at, value, name.Text, tokens.TryOperator("(") ? ReadArguments() : ArgumentList.Empty);
            }
            else if (tokens.TryName("is"))
            {
                value = ReadTest(at, value);
            }
            else
            {
                return value;
            }
        }
    }

    private Expression ReadTest(Position at, Expression value)
    {
        var negated = tokens.TryName("not");
        var name = tokens.Expect(TokenKind.Name, "a test");
        if (!Tests.Supported.Contains(name.Text.ToLowerInvariant()))
            throw TokenStream.Unsupported("test", name, string.Join(", ", Tests.Supported));
        var arguments = tokens.TryOperator("(") ? ReadArguments()
            : BeginsOperand() ? new ArgumentList([ReadPostfix(ReadPrimary())], [])
            : ArgumentList.Empty;
        var test = new Tested(at, value, name.Text.ToLowerInvariant(), arguments);
        return negated ? new Not(at, test) : test;
    }

    private bool BeginsOperand() => tokens.Current switch
    {
        { Kind: TokenKind.String or TokenKind.Integer or TokenKind.Float } => true,
        { Kind: TokenKind.Operator, Text: "[" or "{" } => true,
        { Kind: TokenKind.Name, Text: "else" or "or" or "and" or "is" or "not" or "in" or "if" } => false,
        { Kind: TokenKind.Name } => true,
        _ => false,
    };
}
