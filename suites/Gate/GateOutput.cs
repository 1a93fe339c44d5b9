using DiversityBench.Report.Gate;
using DiversityBench.Report.Results;
using DiversityBench.Suites.Runs;
using DiversityBench.Verification.Gate;

namespace DiversityBench.Suites.Gate;

/// <summary>Where the report of a gate goes: files, the terminal and, on GitHub, annotations and the step summary.</summary>
internal static class GateOutput
{
    /// <summary>What GitHub shows of a step; more is an error of the whole step.</summary>
    private const int MostSummaryBytes = 1024 * 1024;

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
        if (Environment.GetEnvironmentVariable("GITHUB_STEP_SUMMARY") is { Length: > 0 } summary)
            AppendSummary(summary, GateMarkdown.Of(report), terminal);
    }

    private static void AppendSummary(string path, string text, TextWriter terminal)
    {
        try
        {
            var free = MostSummaryBytes - (File.Exists(path) ? new FileInfo(path).Length : 0);
            File.AppendAllText(path, GateMarkdown.Fit(text, (int)Math.Max(0, free)));
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            // The verdict stands in the tests; it matters more than the summary.
            terminal.WriteLine($"{path} could not be written: {error.Message}");
        }
    }
}
