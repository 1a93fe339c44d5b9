using static DiversityBench.Metrics.Syntax.PythonTokenKind;

namespace DiversityBench.Metrics.Syntax;

/// <content>Expressions, by precedence climbing.</content>
internal sealed partial class PythonParser
{
    private const int Deepest = 200;
    private const int Not = 3;
    private const int Comparison = 4;
    private const int BitwiseOr = 5;

    private int depth;

    /// <summary>What else an expression can be.</summary>
    [Flags]
    private enum Target
    {
        None = 0,
        Assign = 1,
        Delete = 2,
        Single = 4,
        Starred = 8,
        Place = Assign | Delete | Single,
    }

    private bool StartsExpression(bool withStar = false) => Current.Kind switch
    {
        Name or Number or PythonTokenKind.String => true,
        Keyword => Current.Text is "None" or "True" or "False" or "not" or "lambda" or "await",
        Operator => Current.Text is "(" or "[" or "{" or "-" or "+" or "~" or "..." || (withStar && Current.Text == "*"),
        _ => false,
    };

    private Target YieldOrTests()
    {
        if (!Current.Is("yield"))
            return Tests(withStars: true);
        Yield();
        return Target.None;
    }

    private void Yield()
    {
        at++;
        if (Accept("from"))
            Test();
        else if (StartsExpression(withStar: true))
            Tests(withStars: true);
    }

    /// <summary>Expressions with commas between, without brackets.</summary>
    private Target Tests(bool withStars)
    {
        var all = withStars ? Starred(Test) : Test();
        if (!Current.Is(","))
            return all;
        while (Accept(",") && StartsExpression(withStars))
            all &= withStars ? Starred(Test) | Target.Starred : Test();
        return all & (Target.Assign | Target.Delete);
    }

    private void Targets()
    {
        var all = Starred(() => Binary(BitwiseOr));
        while (Accept(",") && StartsExpression(withStar: true))
            all &= Starred(() => Binary(BitwiseOr));
        Require(all, Target.Assign, "be assigned to");
    }

    private Target Starred(Func<Target> inner)
    {
        if (!Accept("*"))
            return inner();
        return (Binary(BitwiseOr) & Target.Assign) | Target.Starred;
    }

    private Target Named()
    {
        if (Current.Kind != Name || !tokens[at + 1].Is(":="))
            return Test();
        at += 2;
        Test();
        return Target.None;
    }

    private Target Test()
    {
        if (++depth > Deepest)
            throw Fault("expressions less deep");
        var target = Target.None;
        if (Accept("lambda"))
        {
            Parameters(":", withAnnotations: false);
            Expect(":");
            Test();
        }
        else
        {
            target = Binary(1);
            if (Accept("if"))
            {
                target = Target.None;
                Binary(1);
                Expect("else");
                Test();
            }
        }

        depth--;
        return target;
    }

    private Target Binary(int weakest)
    {
        var target = Target.None;
        if (Current.Is("not") && weakest <= Not)
        {
            Deeper(() => Binary(Not));
        }
        else
        {
            target = Unary();
        }

        for (var strength = Strength(); strength >= weakest; strength = Strength())
        {
            at += (Current.Is("not") || (Current.Is("is") && tokens[at + 1].Is("not"))) ? 2 : 1;
            target = Target.None;
            Binary(strength + 1);
        }

        return target;
    }

    /// <summary>How strongly the current token binds what stands on both its sides; 0 if it does not.</summary>
    private int Strength() => Current.Kind is not (Operator or Keyword) ? 0 : Current.Text switch
    {
        "or" => 1,
        "and" => 2,
        "not" => tokens[at + 1].Is("in") ? Comparison : 0,
        "<" or ">" or "==" or ">=" or "<=" or "!=" or "in" or "is" => Comparison,
        "|" => BitwiseOr,
        "^" => 6,
        "&" => 7,
        "<<" or ">>" => 8,
        "+" or "-" => 9,
        "*" or "@" or "/" or "//" or "%" => 10,
        _ => 0,
    };

    private Target Unary()
    {
        if (Current.Is("-") || Current.Is("+") || Current.Is("~"))
            return Deeper(Unary);
        var isAwaited = Accept("await");
        var target = Primary();
        if (!Current.Is("**"))
            return isAwaited ? Target.None : target;
        return Deeper(Unary);
    }

    /// <summary>Goes past the current token and parses what it applies to, one level deeper.</summary>
    private Target Deeper(Func<Target> inner)
    {
        if (++depth > Deepest)
            throw Fault("expressions less deep");
        at++;
        inner();
        depth--;
        return Target.None;
    }

    private Target Primary()
    {
        var target = Atom();
        while (true)
        {
            if (Accept("."))
            {
                Expect(Name);
                target = Target.Place;
            }
            else if (Accept("("))
            {
                Arguments();
                target = Target.None;
            }
            else if (Accept("["))
            {
                Subscripts();
                target = Target.Place;
            }
            else
            {
                return target;
            }
        }
    }
}
