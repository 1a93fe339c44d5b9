using System.Runtime.CompilerServices;

namespace DiversityBench.Fixtures.Templates.Jinja;

/// <summary>Something with a value.</summary>
internal abstract record Expression(Position At)
{
    public object? Evaluate(Scope scope)
    {
        try
        {
            if (!RuntimeHelpers.TryEnsureSufficientExecutionStack())
                throw new TemplateFault("nest expressions and macros less deep", "no room to go on");
            return Compute(scope);
        }
        catch (TemplateFault fault)
        {
            throw fault.At(At);
        }
    }

    protected abstract object? Compute(Scope scope);
}

internal sealed record Literal(Position At, object? Value) : Expression(At)
{
    protected override object? Compute(Scope scope) => Value;
}

internal sealed record Variable(Position At, string Name) : Expression(At)
{
    protected override object? Compute(Scope scope) => scope.Get(Name);
}

internal sealed record ListLiteral(Position At, IReadOnlyList<Expression> Items) : Expression(At)
{
    protected override object? Compute(Scope scope) => Items.Select(item => item.Evaluate(scope)).ToList();
}

internal sealed record MappingLiteral(Position At, IReadOnlyList<(Expression Key, Expression Value)> Entries) : Expression(At)
{
    protected override object? Compute(Scope scope)
    {
        var mapping = new Mapping();
        foreach (var (key, value) in Entries)
            mapping[Values.Text(key.Evaluate(scope))] = value.Evaluate(scope);
        return mapping;
    }
}

internal sealed record Conditional(Position At, Expression Condition, Expression Then, Expression? Else) : Expression(At)
{
    protected override object? Compute(Scope scope) =>
        Values.IsTrue(Condition.Evaluate(scope)) ? Then.Evaluate(scope) : Else is null ? new Undefined("else") : Else.Evaluate(scope);
}

internal sealed record Not(Position At, Expression Operand) : Expression(At)
{
    protected override object? Compute(Scope scope) => !Values.IsTrue(Operand.Evaluate(scope));
}

/// <summary><c>and</c>, <c>or</c>: the value that decided, as in Python.</summary>
internal sealed record Logical(Position At, bool IsAnd, Expression Left, Expression Right) : Expression(At)
{
    protected override object? Compute(Scope scope)
    {
        var left = Left.Evaluate(scope);
        return Values.IsTrue(left) == IsAnd ? Right.Evaluate(scope) : left;
    }
}

/// <summary>One or several comparisons in a row: <c>a &lt; b &lt; c</c>.</summary>
internal sealed record Comparison(Position At, Expression First, IReadOnlyList<(string Operator, Expression Operand)> Rest) : Expression(At)
{
    protected override object? Compute(Scope scope)
    {
        var left = First.Evaluate(scope);
        foreach (var (sign, operand) in Rest)
        {
            var right = operand.Evaluate(scope);
            if (!Holds(sign, left, right))
                return false;
            left = right;
        }

        return true;
    }

    private static bool Holds(string sign, object? left, object? right) => sign switch
    {
        "==" => Values.AreEqual(left, right),
        "!=" => !Values.AreEqual(left, right),
        "in" => Values.Contains(right, left),
        "not in" => !Values.Contains(right, left),
        "<" => Values.Compare(left, right) < 0,
        "<=" => Values.Compare(left, right) <= 0,
        ">" => Values.Compare(left, right) > 0,
        _ => Values.Compare(left, right) >= 0,
    };
}

internal sealed record Arithmetic(Position At, string Operator, Expression Left, Expression Right) : Expression(At)
{
    protected override object? Compute(Scope scope)
    {
        var (left, right) = (Left.Evaluate(scope), Right.Evaluate(scope));
        return (Operator, left, right) switch
        {
            ("~", _, _) => Values.Text(left) + Values.Text(right),
            ("+", string a, string b) => a + b,
            ("+", List<object?> a, List<object?> b) => a.Concat(b).ToList(),
            (not "/", long a, long b) => Whole(a, b),
            _ when Values.Number(left) is { } a && Values.Number(right) is { } b => Real(a, b),
            _ => throw new TemplateFault($"apply '{Operator}' to two values that allow it", $"{Values.Describe(left)} and {Values.Describe(right)}"),
        };
    }

    private object Whole(long a, long b) => Operator switch
    {
        "+" => a + b,
        "-" => a - b,
        "*" => a * b,
        "**" => (long)Math.Pow(a, b),
        _ when b == 0 => throw new TemplateFault("divide by something else than 0", "0"),
        "//" => (a / b) - (a % b != 0 && (a < 0) != (b < 0) ? 1 : 0),
        _ => ((a % b) + b) % b,
    };

    private object Real(double a, double b) => Operator switch
    {
        "+" => a + b,
        "-" => a - b,
        "*" => a * b,
        "**" => Math.Pow(a, b),
        _ when b == 0 => throw new TemplateFault("divide by something else than 0", "0"),
        "/" => a / b,
        "//" => Math.Floor(a / b),
        _ => a - (b * Math.Floor(a / b)),
    };
}

internal sealed record Negation(Position At, Expression Operand) : Expression(At)
{
    protected override object? Compute(Scope scope) => Operand.Evaluate(scope) switch
    {
        long number => (object)-number,
        double number => -number,
        var other => throw new TemplateFault("negate a number", Values.Describe(other)),
    };
}

/// <summary><c>value.name</c>: a method if there is one, an item otherwise.</summary>
internal sealed record Member(Position At, Expression Owner, string Name) : Expression(At)
{
    protected override object? Compute(Scope scope)
    {
        var owner = Owner.Evaluate(scope);
        return Methods.Find(owner, Name) is { } method ? method : Values.Item(owner, Name);
    }
}

/// <summary><c>value[key]</c>.</summary>
internal sealed record Index(Position At, Expression Owner, Expression Key) : Expression(At)
{
    protected override object? Compute(Scope scope) => Values.Item(Owner.Evaluate(scope), Key.Evaluate(scope));
}

/// <summary><c>value[start:stop:step]</c>.</summary>
internal sealed record Slice(Position At, Expression Owner, Expression? Start, Expression? Stop, Expression? Step) : Expression(At)
{
    protected override object? Compute(Scope scope) =>
        Values.Slice(Owner.Evaluate(scope), Start?.Evaluate(scope), Stop?.Evaluate(scope), Step?.Evaluate(scope));
}

/// <summary>Arguments as written.</summary>
internal sealed record ArgumentList(IReadOnlyList<Expression> Positional, IReadOnlyList<(string Name, Expression Value)> Named)
{
    public static readonly ArgumentList Empty = new([], []);

    public Arguments Evaluate(Scope scope) => Positional.Count + Named.Count == 0
        ? Arguments.None
        : new([.. Positional.Select(item => item.Evaluate(scope))], Named.ToDictionary(item => item.Name, item => item.Value.Evaluate(scope)));
}

internal sealed record Call(Position At, Expression Function, ArgumentList Arguments) : Expression(At)
{
    protected override object? Compute(Scope scope) => Function.Evaluate(scope) is Callable function
        ? function(Arguments.Evaluate(scope))
        : throw new TemplateFault("call a function that there is", Function switch
        {
            Member member => $"'.{member.Name}' of {Values.Describe(member.Owner.Evaluate(scope))} (methods: {Methods.Supported})",
            Variable { Name: "strftime_now" } => "'strftime_now' without a date: a text that changes from day to day gives no repeatable samples, so the caller must give 'today'",
            Variable variable => $"'{variable.Name}' (functions: {Globals.Supported})",
            _ => "something else",
        });
}

/// <summary><c>value | filter(…)</c>.</summary>
internal sealed record Filtered(Position At, Expression Value, string Name, ArgumentList Arguments) : Expression(At)
{
    protected override object? Compute(Scope scope) => Filters.Apply(Name, Value.Evaluate(scope), Arguments.Evaluate(scope));
}

/// <summary><c>value is test</c>.</summary>
internal sealed record Tested(Position At, Expression Value, string Name, ArgumentList Arguments) : Expression(At)
{
    protected override object? Compute(Scope scope) => Tests.Holds(Name, Value.Evaluate(scope), Arguments.Evaluate(scope));
}
