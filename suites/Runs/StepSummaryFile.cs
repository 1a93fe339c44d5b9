using DiversityBench.Report.Tables;

namespace DiversityBench.Suites.Runs;

/// <summary>The summary of a step that GitHub Actions shows: Markdown appended to the file that it names.</summary>
internal static class StepSummaryFile
{
    /// <summary>What GitHub shows of a step; more is an error of the whole step.</summary>
    private const int MostBytes = 1024 * 1024;

    /// <summary>Appends a text, cut to what the summary still holds; nothing outside GitHub Actions.</summary>
    /// <param name="text">Markdown.</param>
    /// <param name="terminal">Is told when the file cannot be written.</param>
    public static void Append(string text, TextWriter terminal)
    {
        if (Environment.GetEnvironmentVariable("GITHUB_STEP_SUMMARY") is not { Length: > 0 } path)
            return;
        try
        {
            var free = MostBytes - (File.Exists(path) ? new FileInfo(path).Length : 0);
            File.AppendAllText(path, MarkdownSummary.Fit(text, (int)Math.Max(0, free)));
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            // The verdict stands in the tests; it matters more than the summary.
            terminal.WriteLine($"{path} could not be written: {error.Message}");
        }
    }
}
