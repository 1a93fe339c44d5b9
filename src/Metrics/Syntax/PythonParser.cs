using System.Collections.Frozen;
using static DiversityBench.Metrics.Syntax.PythonTokenKind;

namespace DiversityBench.Metrics.Syntax;

/// <summary>Parses Python by recursive descent (The Python Language Reference, chapter 10). This file: simple statements.</summary>
internal sealed partial class PythonParser(IReadOnlyList<PythonToken> tokens)
{
    private static readonly FrozenSet<string> Augmentations = FrozenSet.Create("+=", "-=", "*=", "/=", "//=", "%=", "@=", "&=", "|=", "^=", ">>=", "<<=", "**=");

    private int at;
    private int functions;

    private PythonToken Current => tokens[at];

    /// <summary>Parses all tokens.</summary>
    /// <returns>Number of functions defined.</returns>
    /// <exception cref="PythonSyntaxException">They are no module.</exception>
    public int Module()
    {
        while (Current.Kind != End)
            Statement();
        return functions;
    }

    private void Statement()
    {
        if (Current.Kind == Keyword && Compound() is { } compound)
            compound();
        else if (Current.Is("@"))
            Decorated();
        else if (StartsMatch())
            Match();
        else
            SimpleLine();
    }

    private Action? Compound() => Current.Text switch
    {
        "if" => () => Conditional("elif"),
        "while" => () => Conditional(null),
        "for" => For,
        "try" => Try,
        "with" => With,
        "def" => Function,
        "class" => Class,
        "async" => Async,
        _ => null,
    };

    private void SimpleLine()
    {
        do
        {
            if (Current.Kind == Newline)
                break;
            Simple();
        }
        while (Accept(";"));
        Expect(Newline);
    }

    private void Simple()
    {
        var keyword = Current.Kind == Keyword ? Current.Text : "";
        switch (keyword)
        {
            case "pass" or "break" or "continue":
                at++;
                break;
            case "return":
                at++;
                if (StartsExpression(withStar: true))
                    Tests(withStars: true);
                break;
            case "raise":
                at++;
                if (StartsExpression())
                {
                    Test();
                    if (Accept("from"))
                        Test();
                }

                break;
            case "global" or "nonlocal":
                do
                    Next(Name);
                while (Current.Is(","));
                break;
            case "del":
                at++;
                Require(Tests(withStars: false), Target.Delete, "be deleted");
                break;
            case "assert":
                at++;
                Test();
                if (Accept(","))
                    Test();
                break;
            case "import":
                do
                    Module(withAlias: true);
                while (Current.Is(","));
                break;
            case "from":
                From();
                break;
            default:
                ExpressionStatement();
                break;
        }
    }

    private void ExpressionStatement()
    {
        var target = YieldOrTests();
        if (Accept(":"))
        {
            Require(target, Target.Single, "be annotated");
            Test();
            if (Accept("="))
                YieldOrTests();
        }
        else if (Current.Kind == Operator && Augmentations.Contains(Current.Text))
        {
            at++;
            Require(target, Target.Single, "be changed in place");
            YieldOrTests();
        }
        else
        {
            while (Accept("="))
            {
                Require(target, Target.Assign, "be assigned to");
                target = YieldOrTests();
            }
        }
    }

    private void From()
    {
        at++;
        var dots = false;
        while (Accept(".") || Accept("..."))
            dots = true;
        if (!dots || Current.Kind == Name)
        {
            at--;
            Module(withAlias: false);
        }

        Expect("import");
        if (Accept("*"))
            return;
        var inBrackets = Accept("(");
        do
        {
            if (inBrackets && Current.Is(")"))
                break;
            Expect(Name);
            if (Accept("as"))
                Expect(Name);
        }
        while (Accept(","));
        if (inBrackets)
            Expect(")");
        else if (tokens[at - 1].Is(","))
            throw Fault("a name");
    }

    /// <summary>A dotted name after the current token.</summary>
    private void Module(bool withAlias)
    {
        do
            Next(Name);
        while (Current.Is("."));
        if (withAlias && Accept("as"))
            Expect(Name);
    }
}
