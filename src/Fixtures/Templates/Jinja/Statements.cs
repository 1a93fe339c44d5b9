using System.Text;

namespace DiversityBench.Fixtures.Templates.Jinja;

/// <summary>How a statement ended.</summary>
internal enum Flow
{
    Next,
    Break,
    Continue,
}

/// <summary>Something that writes text or sets variables.</summary>
internal abstract record Statement(Position At)
{
    public abstract Flow Run(Scope scope, StringBuilder output);

    protected T Guard<T>(Func<T> action)
    {
        try
        {
            return action();
        }
        catch (TemplateFault fault)
        {
            throw fault.At(At);
        }
    }
}

internal sealed record Block(IReadOnlyList<Statement> Statements)
{
    public Flow Run(Scope scope, StringBuilder output)
    {
        foreach (var statement in Statements)
        {
            var flow = statement.Run(scope, output);
            if (flow != Flow.Next)
                return flow;
        }

        return Flow.Next;
    }
}

internal sealed record TextStatement(Position At, string Text) : Statement(At)
{
    public override Flow Run(Scope scope, StringBuilder output)
    {
        output.Append(Text);
        return Flow.Next;
    }
}

internal sealed record OutputStatement(Position At, Expression Value) : Statement(At)
{
    public override Flow Run(Scope scope, StringBuilder output)
    {
        output.Append(Guard(() => Values.Text(Value.Evaluate(scope))));
        return Flow.Next;
    }
}

internal sealed record IfStatement(Position At, IReadOnlyList<(Expression Condition, Block Body)> Branches, Block? Else) : Statement(At)
{
    public override Flow Run(Scope scope, StringBuilder output)
    {
        foreach (var (condition, body) in Branches)
        {
            if (Values.IsTrue(condition.Evaluate(scope)))
                return body.Run(scope, output);
        }

        return Else?.Run(scope, output) ?? Flow.Next;
    }
}

internal sealed record ForStatement(Position At, IReadOnlyList<string> Targets, Expression Source, Expression? Filter, Block Body, Block? Else) : Statement(At)
{
    public override Flow Run(Scope scope, StringBuilder output)
    {
        var items = Guard(() => Values.Items(Source.Evaluate(scope)));
        if (Filter is not null)
            items = items.FindAll(item => Values.IsTrue(Filter.Evaluate(Bind(scope, item))));
        for (var i = 0; i < items.Count; i++)
        {
            var inner = Bind(scope, items[i]);
            inner.Set("loop", Loop(items, i));
            if (Body.Run(inner, output) == Flow.Break)
                break;
        }

        return items.Count == 0 && Else is not null ? Else.Run(scope, output) : Flow.Next;
    }

    private static Mapping Loop(List<object?> items, int i) => new()
    {
        ["index"] = i + 1L,
        ["index0"] = (long)i,
        ["revindex"] = (long)(items.Count - i),
        ["revindex0"] = items.Count - i - 1L,
        ["first"] = i == 0,
        ["last"] = i == items.Count - 1,
        ["length"] = (long)items.Count,
        ["previtem"] = i > 0 ? items[i - 1] : new Undefined("loop.previtem"),
        ["nextitem"] = i + 1 < items.Count ? items[i + 1] : new Undefined("loop.nextitem"),
    };

    private Scope Bind(Scope scope, object? item)
    {
        var inner = new Scope(scope);
        if (Targets.Count == 1)
        {
            inner.Set(Targets[0], item);
            return inner;
        }

        var parts = Guard(() => Values.Items(item));
        if (parts.Count != Targets.Count)
            throw new TemplateFault($"take {Targets.Count} values apart", $"{parts.Count}").At(At);
        for (var i = 0; i < parts.Count; i++)
            inner.Set(Targets[i], parts[i]);
        return inner;
    }
}

/// <summary><c>set name = value</c>, <c>set space.name = value</c>, or with a block as value.</summary>
internal sealed record SetStatement(Position At, string Name, string? MemberName, Expression? Value, Block? Body) : Statement(At)
{
    public override Flow Run(Scope scope, StringBuilder output)
    {
        var value = Value is null ? Capture(scope) : Value.Evaluate(scope);
        if (MemberName is null)
            scope.Set(Name, value);
        else if (scope.Get(Name) is Namespace own)
            own.Variables[MemberName] = value;
        else
            throw new TemplateFault($"set '{MemberName}' of a namespace", Values.Describe(scope.Get(Name))).At(At);
        return Flow.Next;
    }

    private string Capture(Scope scope)
    {
        var text = new StringBuilder();
        Body!.Run(new Scope(scope), text);
        return text.ToString();
    }
}

internal sealed record MacroStatement(Position At, string Name, IReadOnlyList<(string Name, Expression? Default)> Parameters, Block Body) : Statement(At)
{
    public override Flow Run(Scope scope, StringBuilder output)
    {
        scope.Set(Name, (Callable)(arguments =>
        {
            if (arguments.Positional.Count > Parameters.Count)
                throw new TemplateFault($"give '{Name}' at most {Parameters.Count} arguments", $"{arguments.Positional.Count}");
            var inner = new Scope(scope);
            for (var i = 0; i < Parameters.Count; i++)
            {
                var (name, absent) = Parameters[i];
                inner.Set(name, arguments.Get(i, name, absent is null ? new Undefined(name) : absent.Evaluate(inner)));
            }

            var text = new StringBuilder();
            Body.Run(inner, text);
            return text.ToString();
        }));
        return Flow.Next;
    }
}

internal sealed record LoopControlStatement(Position At, Flow Flow) : Statement(At)
{
    public override Flow Run(Scope scope, StringBuilder output) => Flow;
}
