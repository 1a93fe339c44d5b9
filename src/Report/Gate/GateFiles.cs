using DiversityBench.Report.Results;
using DiversityBench.Verification.Gate;

namespace DiversityBench.Report.Gate;

/// <summary>Writes what a gate leaves: gate.md and gate.junit.xml, each whole or not at all; a name that is taken gives way to another as in <see cref="ResultsFile"/>.</summary>
public static class GateFiles
{
    /// <summary>Writes the files of a verdict.</summary>
    /// <param name="folder">Folder of the results.</param>
    /// <param name="report">The gate.</param>
    /// <param name="started">When it began.</param>
    /// <param name="elapsed">How long it took.</param>
    /// <param name="otherFolder">Folder to fall back to.</param>
    public static IReadOnlyList<WrittenFile> Write(string folder, GateReport report, DateTimeOffset started, TimeSpan elapsed, string otherFolder) =>
        Write(folder, GateMarkdown.Of(report), GateJUnit.Of(report, started, elapsed), otherFolder);

    /// <summary>Writes the files of a gate that could not judge.</summary>
    /// <param name="folder">Folder of the results.</param>
    /// <param name="error">The gate.</param>
    /// <param name="started">When it began.</param>
    /// <param name="elapsed">How long it took.</param>
    /// <param name="otherFolder">Folder to fall back to.</param>
    public static IReadOnlyList<WrittenFile> Write(string folder, GateError error, DateTimeOffset started, TimeSpan elapsed, string otherFolder) =>
        Write(folder, GateMarkdown.Of(error), GateJUnit.Of(error, started, elapsed), otherFolder);

    private static IReadOnlyList<WrittenFile> Write(string folder, string markdown, string junit, string otherFolder) =>
    [
        ResultsFile.WriteText(Path.Combine(folder, "gate.md"), markdown, otherFolder),
        ResultsFile.WriteText(Path.Combine(folder, "gate.junit.xml"), junit, otherFolder),
    ];
}
