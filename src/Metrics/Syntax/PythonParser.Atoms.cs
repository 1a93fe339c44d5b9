using static DiversityBench.Metrics.Syntax.PythonTokenKind;

namespace DiversityBench.Metrics.Syntax;

/// <content>What expressions are made of.</content>
internal sealed partial class PythonParser
{
    private Target Atom()
    {
        var token = Current;
        if (!StartsExpression())
            throw Fault("an expression");
        at++;
        switch (token.Kind)
        {
            case Name:
                return Target.Place;
            case PythonTokenKind.String:
                for (; Current.Kind == PythonTokenKind.String; at++)
                {
                    if (Current.Text != token.Text)
                        throw Fault("strings of one kind");
                }

                return Target.None;
            case Operator when token.Text == "(":
                return Group();
            case Operator when token.Text == "[":
                return List();
            case Operator when token.Text == "{":
                return Braces();
            case Number:
            case Keyword when token.Text is "None" or "True" or "False":
            case Operator when token.Text == "...":
                return Target.None;
            default:
                at--;
                throw Fault("an expression");
        }
    }

    private Target Group()
    {
        if (Current.Is("yield"))
        {
            Yield();
            Expect(")");
            return Target.None;
        }

        if (Accept(")"))
            return Target.Assign | Target.Delete;
        var first = Starred(Named);
        if (Comprehension(first))
        {
            Expect(")");
            return Target.None;
        }

        if (Current.Is(","))
            return Rest(first, ")");
        if (first.HasFlag(Target.Starred))
            throw Fault("','");
        Expect(")");
        return first;
    }

    private Target List()
    {
        if (Accept("]"))
            return Target.Assign | Target.Delete;
        var first = Starred(Named);
        if (!Comprehension(first))
            return Rest(first, "]");
        Expect("]");
        return Target.None;
    }

    private Target Rest(Target all, string end)
    {
        while (Accept(",") && !Current.Is(end))
            all &= Starred(Named);
        Expect(end);
        return all & (Target.Assign | Target.Delete);
    }

    private Target Braces()
    {
        if (Accept("}"))
            return Target.None;
        var isSet = false;
        for (var count = 0; !Current.Is("}"); count++)
        {
            if (!isSet && Accept("**"))
            {
                Binary(BitwiseOr);
            }
            else
            {
                var key = Starred(count == 0 || isSet ? Named : Test);
                isSet |= count == 0 && !Current.Is(":");
                if (!isSet)
                {
                    if (key.HasFlag(Target.Starred))
                        throw Fault("no '*' before a key, or no value,");
                    Expect(":");
                    Test();
                }

                if (count == 0 && Comprehension(key))
                    break;
            }

            if (!Accept(","))
                break;
        }

        Expect("}");
        return Target.None;
    }

    /// <summary>The clauses of a comprehension, if there are any.</summary>
    private bool Comprehension(Target element)
    {
        var clauses = 0;
        for (; Current.Is("for") || (Current.Is("async") && tokens[at + 1].Is("for")); clauses++)
        {
            if (element.HasFlag(Target.Starred))
                throw Fault("no '*' before a comprehension");
            Accept("async");
            Expect("for");
            Targets();
            Expect("in");
            Binary(1);
            while (Accept("if"))
                Binary(1);
        }

        return clauses > 0;
    }

    private void Arguments()
    {
        var (hasKeyword, hasMapping) = (false, false);
        for (var count = 0; !Current.Is(")"); count++)
        {
            if (Accept("**"))
            {
                Test();
                hasMapping = true;
            }
            else if (Accept("*"))
            {
                if (hasMapping)
                    throw Fault("no '*' after '**'");
                Test();
            }
            else if (Current.Kind == Name && tokens[at + 1].Is("="))
            {
                at += 2;
                Test();
                hasKeyword = true;
            }
            else
            {
                if (hasKeyword || hasMapping)
                    throw Fault("no positional argument after a named one");
                var argument = Named();
                if (Comprehension(argument) && (count > 0 || !Current.Is(")")))
                    throw Fault("brackets around a comprehension that is not the only argument");
            }

            if (!Accept(","))
                break;
        }

        Expect(")");
    }

    private void Subscripts()
    {
        do
        {
            if (Current.Is("]"))
                break;
            if (!Current.Is(":"))
                Starred(Named);
            for (var colons = 0; colons < 2 && Accept(":"); colons++)
            {
                if (StartsExpression())
                    Test();
            }
        }
        while (Accept(","));
        if (tokens[at - 1].Is("["))
            throw Fault("an index");
        Expect("]");
    }
}
