namespace DiversityBench.Fixtures.Supervision;

/// <summary>Passes progress on, and keeps what is being done where another process finds it should this one crash. Safe for concurrent use.</summary>
/// <param name="inner">Is told everything.</param>
/// <param name="folder">Where it is kept.</param>
public sealed class Logbook(IProgressSink inner, RunFolder folder) : IProgressSink
{
    private readonly Lock gate = new();
    private readonly List<Step> steps = [];
    private string? pair;

    /// <summary>Says which pair is judged from now on; null when none is.</summary>
    public void Open(string? pairId)
    {
        lock (gate)
        {
            pair = pairId;
            Write();
        }
    }

    /// <inheritdoc/>
    public IDisposable Begin(string work)
    {
        var step = new Step(this, work);
        lock (gate)
        {
            steps.Add(step);
            Write();
        }

        return step;
    }

    /// <inheritdoc/>
    public void Report(string work, long done, long total, long tokens) => inner.Report(work, done, total, tokens);

    /// <inheritdoc/>
    public void ReportBytes(string work, long done, long total) => inner.ReportBytes(work, done, total);

    private void End(Step step)
    {
        lock (gate)
        {
            if (steps.Remove(step))
                Write();
        }
    }

    private void Write() => folder.Write(new LogPage(pair, [.. steps.Select(step => step.Work)]));

    private sealed class Step(Logbook logbook, string work) : IDisposable
    {
        public string Work => work;

        public void Dispose() => logbook.End(this);
    }
}
