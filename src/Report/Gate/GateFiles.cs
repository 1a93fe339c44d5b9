using DiversityBench.Report.Results;
using DiversityBench.Verification.Gate;

namespace DiversityBench.Report.Gate;

/// <summary>Writes what a gate leaves: gate.md and gate.junit.xml.</summary>
public static class GateFiles
{
    /// <summary>Writes both files, each whole or not at all; a name that is taken gives way to another as in <see cref="ResultsFile"/>.</summary>
    /// <param name="folder">Folder of the results.</param>
    /// <param name="report">The gate.</param>
    /// <param name="started">When it began.</param>
    /// <param name="elapsed">How long it took.</param>
    /// <param name="otherFolder">Folder to fall back to.</param>
    public static IReadOnlyList<WrittenFile> Write(string folder, GateReport report, DateTimeOffset started, TimeSpan elapsed, string otherFolder) =>
    [
        ResultsFile.WriteText(Path.Combine(folder, "gate.md"), GateMarkdown.Of(report), otherFolder),
        ResultsFile.WriteText(Path.Combine(folder, "gate.junit.xml"), GateJUnit.Of(report, started, elapsed), otherFolder),
    ];
}
