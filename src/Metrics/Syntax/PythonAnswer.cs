using System.Text.RegularExpressions;

namespace DiversityBench.Metrics.Syntax;

/// <summary>The Python code in an answer: what is judged of it.</summary>
/// <param name="Text">The code from its first line to the end of its first function; empty if there is no function.</param>
/// <param name="ReachesEnd">Whether nothing follows it, so that an answer that was cut off was cut off within it.</param>
public sealed partial record PythonAnswer(string Text, bool ReachesEnd)
{
    /// <summary>
    /// Finds the code: the first function, in a fenced block or not, with the lines of code right before it. What follows the function is left out,
    /// since models that know no end of a text go on with something else.
    /// </summary>
    public static PythonAnswer Of(string answer)
    {
        ArgumentNullException.ThrowIfNull(answer);
        var lines = answer.ReplaceLineEndings("\n").Split('\n');
        var start = Array.FindIndex(lines, line => Function().IsMatch(line));
        if (start < 0)
            return new PythonAnswer("", ReachesEnd: true);
        var end = Array.FindIndex(lines, start + 1, line => Next().IsMatch(line));
        while (start > 0 && Before().IsMatch(lines[start - 1]))
            start--;
        return end < 0
            ? new PythonAnswer(string.Join('\n', lines[start..]), ReachesEnd: true)
            : new PythonAnswer(string.Join('\n', lines[start..end]), ReachesEnd: false);
    }

    [GeneratedRegex(@"\A(?:\s|\z|#|@\w|import\b|from\b|class\b|\w+ *=)")]
    private static partial Regex Before();

    [GeneratedRegex(@"\A *(?:async +)?def\b")]
    private static partial Regex Function();

    // A bracket closed at the margin belongs to what was opened before, a colon after it still to the head.
    [GeneratedRegex(@"\A[^\s)\]}#]")]
    private static partial Regex Next();
}
