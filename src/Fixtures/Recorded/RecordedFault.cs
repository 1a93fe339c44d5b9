using DiversityBench.Metrics.Errors;

namespace DiversityBench.Fixtures.Recorded;

/// <summary>Errors of a file of recorded generations.</summary>
internal static class RecordedFault
{
    /// <summary>A line that is not as described.</summary>
    public static BenchException Of(string path, long line, string subject, string expectation, string reason, string finding, string nextStep, Exception? inner = null)
        => new(new ErrorText(subject, expectation, reason, finding, nextStep).With("File", path).With("Line", line), inner);

    /// <summary>A file that ended before its size.</summary>
    public static BenchException Shorter(string path) => Unreadable(path, new EndOfStreamException("it became shorter while it was read"));

    /// <summary>A file whose line holds another sample than when it was imported.</summary>
    public static BenchException Replaced(string path, long line) => Unreadable(path, new InvalidDataException(FormattableString.Invariant($"line {line} was changed while the run read it")));

    /// <summary>A name of two prompts.</summary>
    public static BenchException TwoTexts(string subject, string first, string? second) => new(new ErrorText(
            subject, "be one text", "answers to different prompts are not compared", "two texts under that name", "Give the prompts names of their own")
        .With("In", first).With("And", second));

    /// <summary>A file that cannot be read.</summary>
    public static BenchException Unreadable(string path, Exception inner) => new(
        new ErrorText("the file of recorded generations", "be readable", "samples are taken from it", inner.Message.TrimEnd('.'), "Restore the file or correct its path").With("File", path), inner);
}
