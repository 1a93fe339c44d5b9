namespace DiversityBench.Metrics.Errors;

/// <summary>An error that a user can act on: bad input, a damaged file, a setting that cannot hold.</summary>
public sealed class BenchException : Exception
{
    /// <summary>Makes the exception of an error text.</summary>
    /// <param name="text">What was expected, what was found and what to do next; <see cref="Exception.Message"/> is its text.</param>
    /// <param name="innerException">The fault underneath, if there is one.</param>
    public BenchException(ErrorText text, Exception? innerException = null)
        : base(text.ToString(), innerException)
    {
        Text = text;
    }

    /// <summary>The parts of the message.</summary>
    public ErrorText Text { get; }
}
