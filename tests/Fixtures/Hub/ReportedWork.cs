using System.Globalization;
using DiversityBench.Fixtures;

namespace DiversityBench.Tests.Fixtures.Hub;

/// <summary>What was reported.</summary>
internal sealed class ReportedWork : IProgressSink
{
    private readonly Lock gate = new();
    private readonly List<string> lines = [];

    public IReadOnlyList<string> Lines
    {
        get
        {
            lock (gate)
                return [.. lines];
        }
    }

    public void Report(string work, long done, long total, long tokens)
    {
        lock (gate)
            lines.Add(work);
    }

    public void ReportBytes(string work, long done, long total) => Report(string.Create(CultureInfo.InvariantCulture, $"{work}: {done} of {total}"), 0, 0, 0);
}
