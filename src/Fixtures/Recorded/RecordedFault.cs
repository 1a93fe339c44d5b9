using DiversityBench.Metrics.Errors;

namespace DiversityBench.Fixtures.Recorded;

/// <summary>Errors of a file of recorded generations.</summary>
internal static class RecordedFault
{
    /// <summary>A line that is not as described.</summary>
    public static BenchException Of(string path, long line, string subject, string expectation, string reason, string finding, string nextStep, Exception? inner = null)
        => new(new ErrorText(subject, expectation, reason, finding, nextStep).With("File", path).With("Line", line), inner);

    /// <summary>A file that cannot be read.</summary>
    public static BenchException Unreadable(string path, Exception inner) => new(
        new ErrorText("the file of recorded generations", "be readable", "samples are taken from it", inner.Message.TrimEnd('.'), "Restore the file or correct its path").With("File", path), inner);
}
