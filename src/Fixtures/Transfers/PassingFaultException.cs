using DiversityBench.Metrics.Errors;

namespace DiversityBench.Fixtures.Transfers;

/// <summary>A fault that may pass when it is tried again.</summary>
/// <param name="text">What is said if it does not.</param>
/// <param name="wait">How long the server asks to wait; null where it does not say.</param>
/// <param name="innerException">The fault underneath.</param>
internal sealed class PassingFaultException(ErrorText text, TimeSpan? wait = null, Exception? innerException = null) : Exception(text.ToString(), innerException)
{
    public ErrorText Text { get; } = text;

    public TimeSpan? Wait { get; } = wait;
}
