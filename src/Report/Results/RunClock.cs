namespace DiversityBench.Report.Results;

/// <summary>Knows when a run began and how long it has taken; a clock that is set back does not shorten the run.</summary>
/// <param name="time">The source of time.</param>
public sealed class RunClock(TimeProvider time)
{
    private readonly long began = time.GetTimestamp();

    /// <summary>When the run began, in universal time.</summary>
    public DateTimeOffset Started { get; } = time.GetUtcNow();

    /// <summary>Time since the run began.</summary>
    public TimeSpan Elapsed => time.GetElapsedTime(began);
}
