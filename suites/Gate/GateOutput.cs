using DiversityBench.Report.Gate;
using DiversityBench.Report.Results;
using DiversityBench.Suites.Runs;
using DiversityBench.Verification.Gate;

namespace DiversityBench.Suites.Gate;

/// <summary>Where the report of a gate goes: files, the terminal and, on GitHub, annotations and the step summary.</summary>
internal static class GateOutput
{
    /// <summary>Puts other files in the place of an earlier gate's, which hold if this one's process is killed.</summary>
    public static void Begin(GateRequest gate, RunClock clock)
        => WriteFiles(gate, gate.Unjudged("The run was cut off: its process was killed or crashed. Its standard error may say more."), clock);

    /// <summary>Writes a verdict.</summary>
    public static void Write(GateReport report, RunPlan plan, RunClock clock, TextWriter terminal)
    {
        var files = GateFiles.Write(plan.ResultsFolder, report, clock.Started, clock.Elapsed, Path.GetTempPath());
        Tell(files, GateText.Verdict(report), GateAnnotations.Of(report), GateMarkdown.Of(report), terminal);
    }

    /// <summary>Writes that there is no verdict, and why.</summary>
    public static void Write(GateRequest gate, string reason, RunClock clock, TextWriter terminal)
    {
        var error = gate.Unjudged(reason);
        Tell(WriteFiles(gate, error, clock), GateText.Verdict(error), GateAnnotations.Of(error), GateMarkdown.Of(error), terminal);
    }

    private static IReadOnlyList<WrittenFile> WriteFiles(GateRequest gate, GateError error, RunClock clock)
        => GateFiles.Write(gate.ResultsFolder, error, clock.Started, clock.Elapsed, Path.GetTempPath());

    private static void Tell(IEnumerable<WrittenFile> files, string verdict, IEnumerable<string> annotations, string summary, TextWriter terminal)
    {
        foreach (var file in files)
            terminal.WriteLine(file.Note ?? file.Path);
        terminal.WriteLine();
        terminal.WriteLine(verdict);
        if (!string.Equals(Environment.GetEnvironmentVariable("GITHUB_ACTIONS"), "true", StringComparison.OrdinalIgnoreCase))
            return;
        foreach (var annotation in annotations)
            terminal.WriteLine(annotation);
        StepSummaryFile.Append(summary, terminal);
    }
}
