using System.Text;
using DiversityBench.Report.Tables;
using DiversityBench.Verification.Gate;

namespace DiversityBench.Report.Gate;

/// <summary>A gate as Markdown, for the step summary of a CI server.</summary>
public static class GateMarkdown
{
    /// <summary>A heading with the verdict, the paragraph, a table of comparisons and one of samples; LF line ends.</summary>
    /// <param name="report">The gate.</param>
    public static string Of(GateReport report)
    {
        var decision = report.Decision;
        StringBuilder text = new($"## Diversity gate: {SafeText.Markdown(report.Candidate)} {(report.Passes ? "passes" : decision.Outcome == GateOutcome.Fail ? "fails" : "is not passed")}\n\n");
        text.Append($"{SafeText.Markdown(GateText.Verdict(report), 4000)}\n\n| measured | held against | candidate | reference | kept | at least | at most | required | verdict | stage |\n|---|---|---:|---:|---:|---:|---:|---|---|---:|\n");
        foreach (var c in decision.Comparisons)
        {
            var verdict = c.Outcome + (c.Reason is null ? "" : $": {c.Reason}");
            text.Append("| ").AppendJoin(" | ",
                SafeText.Markdown(c.Comparison.Metric.Name), c.Comparison.ReferenceName, Figure(c, c.Share?.Candidate), Figure(c, c.Share?.Reference), GateText.Percent(c.Kept), GateText.Percent(c.Lower), GateText.Percent(c.Upper),
                GateText.Percent(c.Comparison.Floor) + (c.Comparison.Because is { } because ? $": {SafeText.Markdown(because)}" : ""), SafeText.Markdown(verdict), c.Stage < 0 ? "-" : FormattableString.Invariant($"{c.Stage + 1}/{decision.Policy.Stages.Count}")).Append(" |\n");
        }

        text.Append("\n| sampled | prompts | samples looked at | budget |\n|---|---:|---:|---:|\n");
        foreach (var s in report.Samples)
            text.Append($"| {s.Source.ToString().ToLowerInvariant()} | {s.Prompts} | {GateText.Count(s.Drawn)} | {GateText.Count(s.Budget)} |\n");
        return text.ToString();
    }

    /// <summary>A heading, the paragraph and the whole error; LF line ends.</summary>
    /// <param name="error">A gate that could not judge.</param>
    public static string Of(GateError error)
    {
        var indented = error.SafeReason.Replace("\n", "\n    ", StringComparison.Ordinal);
        return $"## Diversity gate: {SafeText.Markdown(error.Candidate)} could not be judged\n\n{SafeText.Markdown(GateText.Verdict(error), 4000)}\n\n    {indented}\n";
    }

    /// <summary>A concentration is shown as the effective number that it is the inverse of.</summary>
    private static string Figure(ComparisonVerdict verdict, GateFigure? figure) =>
        NumberText.Of(verdict.Comparison.Metric.IsConcentration && figure is not null ? (figure.Value > 0 ? 1 / figure.Value : null) : figure?.Value);
}
