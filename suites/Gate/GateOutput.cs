using DiversityBench.Report.Gate;
using DiversityBench.Report.Results;
using DiversityBench.Suites.Runs;
using DiversityBench.Verification.Gate;

namespace DiversityBench.Suites.Gate;

/// <summary>Where the report of a gate goes: files, the terminal and, on GitHub, annotations and the step summary.</summary>
internal static class GateOutput
{
    public static void Write(GateReport report, RunPlan plan, RunClock clock, TextWriter terminal)
    {
        foreach (var file in GateFiles.Write(plan.ResultsFolder, report, clock.Started, clock.Elapsed, Path.GetTempPath()))
            terminal.WriteLine(file.Note ?? file.Path);
        terminal.WriteLine();
        terminal.WriteLine(GateText.Verdict(report));
        if (!string.Equals(Environment.GetEnvironmentVariable("GITHUB_ACTIONS"), "true", StringComparison.OrdinalIgnoreCase))
            return;
        foreach (var annotation in GateAnnotations.Of(report))
            terminal.WriteLine(annotation);
        StepSummaryFile.Append(GateMarkdown.Of(report), terminal);
    }
}
