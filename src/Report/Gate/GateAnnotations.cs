using DiversityBench.Verification.Gate;

namespace DiversityBench.Report.Gate;

/// <summary>A gate as workflow commands of GitHub Actions, which become annotations of the run.</summary>
public static class GateAnnotations
{
    /// <summary>One line a comparison that does not pass, then the verdict: an error, or a notice where the gate passes.</summary>
    /// <param name="report">The gate.</param>
    public static IReadOnlyList<string> Of(GateReport report) =>
    [
        .. report.Decision.Comparisons.Where(c => c.Outcome is GateOutcome.Fail or GateOutcome.Insufficient)
            .Select(c => Command("error", $"Diversity gate: {c.Comparison.Metric.Id} against the {c.Comparison.ReferenceName}", GateText.Of(c, report))),
        Command(report.Passes ? "notice" : "error", $"Diversity gate: {report.Candidate}", GateText.Verdict(report)),
    ];

    /// <summary>One line: the error.</summary>
    /// <param name="error">A gate that could not judge.</param>
    public static IReadOnlyList<string> Of(GateError error) => [Command("error", $"Diversity gate: {error.Candidate}", GateText.Verdict(error))];

    /// <summary>A command on one line; what would end it or its title early is encoded as GitHub's toolkit does.</summary>
    private static string Command(string level, string title, string message) => $"::{level} title={Property(title)}::{Data(message)}";

    private static string Data(string text) => text.Replace("%", "%25", StringComparison.Ordinal).Replace("\r", "%0D", StringComparison.Ordinal).Replace("\n", "%0A", StringComparison.Ordinal);

    private static string Property(string text) => Data(text).Replace(":", "%3A", StringComparison.Ordinal).Replace(",", "%2C", StringComparison.Ordinal);
}
