using static DiversityBench.Metrics.Syntax.PythonTokenKind;

namespace DiversityBench.Metrics.Syntax;

/// <content>Statements that hold others.</content>
internal sealed partial class PythonParser
{
    private void Conditional(string? again)
    {
        do
        {
            at++;
            Named();
            Block();
        }
        while (again is not null && Current.Is(again));
        Else();
    }

    private void For()
    {
        at++;
        Targets();
        Expect("in");
        Tests(withStars: true);
        Block();
        Else();
    }

    private void Else()
    {
        if (Accept("else"))
            Block();
    }

    private void Try()
    {
        at++;
        Block();
        var handlers = 0;
        for (; Accept("except"); handlers++)
        {
            var ofGroup = Accept("*");
            if (ofGroup || !Current.Is(":"))
            {
                Test();
                if (Accept("as"))
                    Expect(Name);
            }

            Block();
        }

        if (handlers > 0)
            Else();
        if (Accept("finally"))
            Block();
        else if (handlers == 0)
            throw Fault("'except' or 'finally'");
    }

    private void With()
    {
        at++;
        var inBrackets = Current.Is("(") && BracketsHoldAliases();
        if (inBrackets)
            at++;
        do
        {
            if (inBrackets && Current.Is(")"))
                break;
            Test();
            if (Accept("as"))
                Require(Binary(BitwiseOr), Target.Assign, "be assigned to");
        }
        while (Accept(","));
        if (inBrackets)
            Expect(")");
        Block();
    }

    /// <summary>Whether the brackets that open here hold "as" at their own level: those of a with statement and not of an expression.</summary>
    private bool BracketsHoldAliases()
    {
        var depth = 0;
        for (var i = at; tokens[i].Kind != Newline; i++)
        {
            var token = tokens[i];
            if (depth == 1 && token.Is("as"))
                return true;
            if (token.Is("(") || token.Is("[") || token.Is("{"))
                depth++;
            else if ((token.Is(")") || token.Is("]") || token.Is("}")) && --depth == 0)
                return false;
        }

        return false;
    }

    private void Block()
    {
        Expect(":");
        if (Current.Kind != Newline)
        {
            SimpleLine();
            return;
        }

        at++;
        Expect(Indent);
        while (Current.Kind != Dedent)
            Statement();
        at++;
    }
}
