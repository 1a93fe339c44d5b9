namespace DiversityBench.Fixtures.Templates;

/// <summary>A chat template that cannot be read, or that refuses a conversation.</summary>
public sealed class ChatTemplateException : Exception
{
    internal ChatTemplateException(string expected, string reason, string found, string nextStep, int line = 0, int column = 0)
        : base($"Expected {expected} because {reason}, but found {found}.\n"
            + (line > 0 ? FormattableString.Invariant($"Position: line {line}, column {column}\n") : "")
            + $"Next step: {nextStep}")
    {
        Line = line;
        Column = column;
    }

    /// <summary>Line in the template, from 1; 0 when the error belongs to no place in it.</summary>
    public int Line { get; }

    /// <summary>Column in the line, from 1; 0 when the error belongs to no place in the template.</summary>
    public int Column { get; }
}
