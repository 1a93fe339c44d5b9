namespace DiversityBench.Fixtures.Progress;

/// <summary>
/// Writes progress as plain lines: what, done of total, tokens or bytes per second and the time remaining. For each piece of
/// work the first and the last report are written and, between them, at most one line a second. A writer that fails
/// is not used again: progress never ends a run. Safe for concurrent use.
/// </summary>
/// <param name="writer">Where the lines go; flushed after each.</param>
/// <param name="clock">Measures the time between reports.</param>
public sealed class ConsoleProgress(TextWriter writer, TimeProvider clock) : IProgressSink
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    private readonly Lock gate = new();
    private readonly Dictionary<string, WorkProgress> running = new(StringComparer.Ordinal);
    private bool broken;

    /// <inheritdoc/>
    public void Report(string work, long done, long total, long tokens) => Report(work, done, total, tokens, (progress, elapsed) => progress.Line(work, done, total, tokens, elapsed));

    /// <inheritdoc/>
    public void ReportBytes(string work, long done, long total) => Report(work, done, total, 0, (progress, elapsed) => progress.BytesLine(work, done, total, elapsed));

    private void Report(string work, long done, long total, long tokens, Func<WorkProgress, TimeSpan, string> line)
    {
        lock (gate)
        {
            var now = clock.GetTimestamp();
            var isFirst = !running.TryGetValue(work, out var progress) || done < progress.Done;
            if (isFirst)
                progress = new WorkProgress(now, done, tokens);
            var isLast = done >= total && (isFirst || progress!.Done < total);
            if (isFirst || isLast || (done < total && clock.GetElapsedTime(progress!.LastLine, now) >= Pause))
            {
                progress!.LastLine = now;
                Write(line(progress, clock.GetElapsedTime(progress.Started, now)));
            }

            progress!.Done = done;
            running[work] = progress;
        }
    }

    private void Write(string line)
    {
        if (broken)
            return;
        try
        {
            writer.WriteLine(line);
            writer.Flush();
        }
        catch (Exception e) when (e is IOException or ObjectDisposedException or NotSupportedException or UnauthorizedAccessException)
        {
            broken = true;
        }
    }
}
