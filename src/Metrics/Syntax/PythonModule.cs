namespace DiversityBench.Metrics.Syntax;

/// <summary>A text that is Python by its grammar.</summary>
/// <param name="Functions">Number of functions it defines, at any depth; lambdas not counted.</param>
public sealed record PythonModule(int Functions)
{
    /// <summary>Longest text that is read, in characters.</summary>
    public const int MostCharacters = 100_000;

    /// <summary>
    /// Parses a text by the grammar of Python 3.11, as <c>ast.parse</c> does, without compiling it: names need not exist, and a return outside a
    /// function passes. Not looked into: what stands in the braces of f-strings, escapes in strings. Taken for an error:
    /// more than 100 brackets or blocks or 200 expressions within each other, and texts of more than <see cref="MostCharacters"/>.
    /// </summary>
    /// <returns>Undefined if it is not Python, with the line and what was found there.</returns>
    public static Measured<PythonModule> Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        if (text.Length > MostCharacters)
            return new Undefined(string.Create(System.Globalization.CultureInfo.InvariantCulture, $"it has more than {MostCharacters} characters"));
        try
        {
            return new PythonModule(new PythonParser(PythonTokenizer.Tokens(text.ReplaceLineEndings("\n"))).Module());
        }
        catch (PythonSyntaxException error)
        {
            return new Undefined(error.Message);
        }
    }
}
