namespace DiversityBench.Metrics.Syntax;

/// <summary>A token of Python.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Text">The name, keyword or operator; of a string "b" if it holds bytes, of a number "j" if it is imaginary; else empty.</param>
/// <param name="Line">Its line, from 1.</param>
internal readonly record struct PythonToken(PythonTokenKind Kind, string Text, int Line)
{
    /// <summary>Text of imaginary numbers.</summary>
    public const string Imaginary = "j";

    public bool Is(string text) => Kind is PythonTokenKind.Keyword or PythonTokenKind.Operator && Text == text;

    public override string ToString() => Kind switch
    {
        PythonTokenKind.Name or PythonTokenKind.Keyword or PythonTokenKind.Operator => $"'{Text}'",
        PythonTokenKind.Newline => "the end of the line",
        PythonTokenKind.Indent => "an indented line",
        PythonTokenKind.Dedent => "the end of the block",
        PythonTokenKind.End => "the end of the text",
        _ => $"a {Kind.ToString().ToLowerInvariant()}",
    };
}

internal enum PythonTokenKind
{
    Name,
    Keyword,
    Number,
    String,
    Operator,
    Newline,
    Indent,
    Dedent,
    End,
}

/// <summary>The text is not Python; the message says why, in lower case, with the line.</summary>
internal sealed class PythonSyntaxException(int line, string fault) : Exception(string.Create(System.Globalization.CultureInfo.InvariantCulture, $"line {line}: {fault}"));
