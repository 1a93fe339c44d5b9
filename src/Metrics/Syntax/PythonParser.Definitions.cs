using static DiversityBench.Metrics.Syntax.PythonTokenKind;

namespace DiversityBench.Metrics.Syntax;

/// <content>Functions, classes, parameters, and the steps of the parser.</content>
internal sealed partial class PythonParser
{
    private void Decorated()
    {
        while (Accept("@"))
        {
            Named();
            Expect(Newline);
        }

        if (!Current.Is("def") && !Current.Is("class") && !Current.Is("async"))
            throw Fault("a function or class");
        Compound()!();
    }

    private void Async()
    {
        at++;
        if (!Current.Is("def") && !Current.Is("for") && !Current.Is("with"))
            throw Fault("'def', 'for' or 'with'");
        Compound()!();
    }

    private void Function()
    {
        Next(Name);
        Expect("(");
        Parameters(")", withAnnotations: true);
        Expect(")");
        if (Accept("->"))
            Tests(withStars: false);
        Block();
        functions++;
    }

    private void Class()
    {
        Next(Name);
        if (Accept("("))
            Arguments();
        Block();
    }

    private void Parameters(string end, bool withAnnotations)
    {
        var (hasSlash, hasStar, hasDefault, starIsBare) = (false, false, false, false);
        for (var count = 0; !Current.Is(end); count++)
        {
            if (Accept("/"))
            {
                if (count == 0 || hasSlash || hasStar)
                    throw Fault("no '/' before");
                hasSlash = true;
            }
            else if (Accept("**"))
            {
                if (starIsBare)
                    throw Fault("a parameter between '*' and '**'");
                Parameter(withAnnotations);
                Accept(",");
                return;
            }
            else if (Accept("*"))
            {
                if (hasStar)
                    throw Fault("one '*' only");
                hasStar = true;
                starIsBare = Current.Is(",");
                if (!starIsBare)
                    Parameter(withAnnotations);
            }
            else
            {
                Parameter(withAnnotations);
                starIsBare = false;
                if (Accept("="))
                {
                    Test();
                    hasDefault = true;
                }
                else if (hasDefault && !hasStar)
                {
                    throw Fault("a default, as the parameters before have,");
                }
            }

            if (!Accept(","))
                break;
        }

        if (starIsBare)
            throw Fault("a parameter after '*'");
    }

    private void Parameter(bool withAnnotation)
    {
        Expect(Name);
        if (withAnnotation && Accept(":"))
        {
            Accept("*");
            Test();
        }
    }

    private bool Accept(string text)
    {
        if (!Current.Is(text))
            return false;
        at++;
        return true;
    }

    private void Expect(string text)
    {
        if (!Accept(text))
            throw Fault($"'{text}'");
    }

    private void Expect(PythonTokenKind kind)
    {
        if (Current.Kind != kind)
            throw Fault(kind switch { Newline => "the end of the line", Indent => "an indented block", _ => $"a {kind.ToString().ToLowerInvariant()}" });
        at++;
    }

    /// <summary>Goes past the current token to one of a kind, and past that.</summary>
    private void Next(PythonTokenKind kind)
    {
        at++;
        Expect(kind);
    }

    private void Require(Target found, Target needed, string use)
    {
        if (!found.HasFlag(needed))
            throw new PythonSyntaxException(tokens[at - 1].Line, $"something that cannot {use}");
    }

    private PythonSyntaxException Fault(string expected) => new(Current.Line, $"expected {expected} but found {Current}");
}
