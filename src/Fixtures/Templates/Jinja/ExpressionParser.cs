namespace DiversityBench.Fixtures.Templates.Jinja;

/// <summary>Reads expressions with Jinja's precedence: if, or, and, not, comparison, + -, ~, * / // %, **, sign, then . [] () | is.</summary>
internal sealed partial class ExpressionParser(TokenStream tokens)
{
    private static readonly string[] Comparisons = ["==", "!=", "<", "<=", ">", ">="];

    public Expression Read() => ReadConditional();

    /// <summary>An expression, or several with commas between them, which are a list.</summary>
    public Expression ReadTuple(bool withConditional = true)
    {
        var at = tokens.Current.At;
        var items = new List<Expression> { withConditional ? Read() : ReadOr() };
        var isTuple = false;
        while (tokens.TryOperator(","))
        {
            isTuple = true;
            if (tokens.Current.Kind is TokenKind.OutputEnd or TokenKind.BlockEnd || tokens.Current is { Kind: TokenKind.Operator, Text: ")" })
                break;
            items.Add(withConditional ? Read() : ReadOr());
        }

        return isTuple ? new ListLiteral(at, items) : items[0];
    }

    private Expression ReadConditional()
    {
        using var nesting = tokens.Nest();
        var value = ReadOr();
        while (tokens.Current is { Kind: TokenKind.Name, Text: "if" } token)
        {
            tokens.Take();
            var condition = ReadOr();
            value = new Conditional(token.At, condition, value, tokens.TryName("else") ? ReadConditional() : null);
        }

        return value;
    }

    private Expression ReadOr()
    {
        var left = ReadAnd();
        while (tokens.Current is { Kind: TokenKind.Name, Text: "or" } token)
        {
            tokens.Take();
            left = new Logical(token.At, false, left, ReadAnd());
        }

        return left;
    }

    private Expression ReadAnd()
    {
        var left = ReadNot();
        while (tokens.Current is { Kind: TokenKind.Name, Text: "and" } token)
        {
            tokens.Take();
            left = new Logical(token.At, true, left, ReadNot());
        }

        return left;
    }

    private Expression ReadNot()
    {
        if (tokens.Current is not { Kind: TokenKind.Name, Text: "not" } token)
            return ReadComparison();
        using var nesting = tokens.Nest();
        tokens.Take();
        return new Not(token.At, ReadNot());
    }

    private Expression ReadComparison()
    {
        var at = tokens.Current.At;
        var first = ReadSum();
        var rest = new List<(string, Expression)>();
        while (ReadComparisonSign() is { } sign)
            rest.Add((sign, ReadSum()));
        return rest.Count == 0 ? first : new Comparison(at, first, rest);
    }

    private string? ReadComparisonSign()
    {
        if (tokens.Current.Kind == TokenKind.Operator && Comparisons.Contains(tokens.Current.Text))
            return tokens.Take().Text;
        if (tokens.TryName("in"))
            return "in";
        if (!tokens.TryName("not"))
            return null;
        tokens.ExpectName("in");
        return "not in";
    }

    private Expression ReadSum() => ReadOperators(() => ReadOperators(ReadProduct, "~"), "+", "-");

    private Expression ReadProduct() => ReadOperators(() => ReadOperators(ReadSigned, "**"), "*", "/", "//", "%");

    private Expression ReadOperators(Func<Expression> operand, params string[] signs)
    {
        var left = operand();
        while (tokens.Current is { Kind: TokenKind.Operator } token && signs.Contains(token.Text))
        {
            tokens.Take();
            left = new Arithmetic(token.At, token.Text, left, operand());
        }

        return left;
    }

    private Expression ReadSigned() => ReadFilters(ReadSignedPostfix());

    private Expression ReadSignedPostfix()
    {
        if (tokens.Current is { Kind: TokenKind.Operator, Text: "-" or "+" } sign)
        {
            using var nesting = tokens.Nest();
            tokens.Take();
            var operand = ReadSignedPostfix();
            return sign.Text == "-" ? new Negation(sign.At, operand) : operand;
        }

        return ReadPostfix(ReadPrimary());
    }
}
