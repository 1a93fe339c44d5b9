using static DiversityBench.Metrics.Syntax.PythonTokenKind;

namespace DiversityBench.Metrics.Syntax;

/// <content>Structural pattern matching. match, case and _ are names elsewhere.</content>
internal sealed partial class PythonParser
{
    private const string Anything = "_";

    /// <summary>Whether a match statement begins here: no other line that begins with this name ends with ":" before an indented one.</summary>
    private bool StartsMatch()
    {
        var end = at;
        while (Current.Kind == Name && Current.Text == "match" && tokens[end].Kind != Newline)
            end++;
        return end > at && tokens[end - 1].Is(":") && tokens[end + 1].Kind == Indent;
    }

    private void Match()
    {
        at++;
        OneOrSeveral(() => Starred(Named).HasFlag(Target.Starred));
        Expect(":");
        Expect(Newline);
        Expect(Indent);
        do
        {
            if (Current is not { Kind: Name, Text: "case" })
                throw Fault("'case'");
            at++;
            OneOrSeveral(Element);
            if (Accept("if"))
                Named();
            Block();
        }
        while (Current.Kind != Dedent);
        at++;
    }

    /// <summary>Items without brackets.</summary>
    private void OneOrSeveral(Func<bool> item)
    {
        if (Current.Is(":") || Current.Is("if") || Items(":", item))
            throw Fault("something to match, and ',' after a '*' that stands alone,");
    }

    /// <summary>Items with commas between, up to an end or a guard; whether there is one with a star and no comma.</summary>
    private bool Items(string end, Func<bool> item)
    {
        for (var count = 0; !Current.Is(end) && !Current.Is("if"); count++)
        {
            var hasStar = item();
            if (!Accept(","))
                return hasStar && count == 0;
        }

        return false;
    }

    private bool Element()
    {
        var hasStar = Accept("*");
        if (hasStar)
            Expect(Name);
        else
            Pattern();
        return hasStar;
    }

    private void Pattern()
    {
        do
            Closed();
        while (Accept("|"));
        if (Accept("as"))
            Capture();
    }

    private void Capture()
    {
        if (Current is { Kind: Name, Text: Anything })
            throw Fault("another name");
        Expect(Name);
    }

    private void Closed()
    {
        if (Current.Kind == Name)
        {
            if (Dotted() != Anything && Accept("("))
                Bracketed(")", ClassArguments());
        }
        else if (Accept("("))
        {
            if (Items(")", Element))
                throw Fault("','");
            Expect(")");
        }
        else if (Accept("["))
        {
            Bracketed("]", Element);
        }
        else if (Accept("{"))
        {
            Bracketed("}", Entries());
        }
        else
        {
            Literal();
        }
    }

    private void Bracketed(string end, Func<bool> item)
    {
        Items(end, item);
        Expect(end);
    }

    /// <summary>Goes past a dotted name and returns it if it has one part, else nothing. "_" has no parts.</summary>
    private string Dotted()
    {
        var name = Current.Text;
        Expect(Name);
        for (; name != Anything && Accept("."); name = "")
            Expect(Name);
        return name;
    }

    private Func<bool> ClassArguments()
    {
        var hasKeyword = false;
        return () =>
        {
            var isKeyword = Current.Kind == Name && tokens[at + 1].Is("=");
            if (hasKeyword && !isKeyword)
                throw Fault("no positional pattern after a named one");
            hasKeyword = isKeyword;
            at += isKeyword ? 2 : 0;
            Pattern();
            return false;
        };
    }

    private Func<bool> Entries()
    {
        var hasRest = false;
        return () =>
        {
            if (hasRest)
                throw Fault("nothing after '**'");
            hasRest = Accept("**");
            if (hasRest)
            {
                Capture();
                return false;
            }

            if (Current.Kind != Name)
                Literal();
            else if (Dotted().Length > 0)
                throw Fault("'.'");
            Expect(":");
            Pattern();
            return false;
        };
    }

    private void Literal()
    {
        if (Current.Kind is PythonTokenKind.String || Current.Is("None") || Current.Is("True") || Current.Is("False"))
        {
            Atom();
            return;
        }

        Accept("-");
        var isReal = Current.Text != PythonToken.Imaginary;
        Expect(Number);
        if (!isReal || (!Accept("+") && !Accept("-")))
            return;
        if (Current is not { Kind: Number, Text: PythonToken.Imaginary })
            throw Fault("an imaginary number");
        at++;
    }
}
