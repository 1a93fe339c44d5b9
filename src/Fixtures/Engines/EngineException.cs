namespace DiversityBench.Fixtures.Engines;

/// <summary>A model could not be loaded or run; the message says what was expected, what was found, where, and what to do next.</summary>
public sealed class EngineException : Exception
{
    /// <summary>Makes an error from its text.</summary>
    public EngineException(string message, Exception? cause = null) : base(message, cause)
    {
    }
}
