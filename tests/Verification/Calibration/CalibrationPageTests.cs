using DiversityBench.Verification.Claims;
using DiversityBench.Verification.Statistics;
using FluentAssertions;
using NUnit.Framework;

namespace DiversityBench.Tests.Verification.Calibration;

/// <summary>What docs/calibration.md, its data and the labels of intervals say of each other.</summary>
[TestFixture]
internal sealed class CalibrationPageTests
{
    private static readonly string s_docs = Path.Combine(TestData.RepositoryRoot, "docs");

    // Kinds of which IntervalCoverage has rows of more runs than the table: there the table must allow them.
    private static readonly string[] s_moreRuns = ["mean", "spread", "ranks", "hill 0", "hill 1", "distinct", "vendi"];
    private static readonly (string Kind, int From)[] s_moreRunsAt = [("hill 2", 20)];

    private static readonly Dictionary<string, string[]> s_metrics = new()
    {
        ["mean"] = ["mean", "ratio of means"],
        ["spread"] = ["standard deviation", "variance"],
        ["ranks"] = ["Cliff's delta"],
        ["hill 0"] = ["Hill q=0"],
        ["hill 1"] = ["Hill q=1"],
        ["hill 2"] = ["Hill q=2"],
        ["chao1"] = ["Chao1 richness"],
        ["distinct"] = ["distinct share"],
        ["near-duplicates"] = ["near-duplicate share"],
        ["vendi"] = ["Vendi q=1"],
        ["vendi 0.5"] = ["Vendi q=0.5"],
        ["vendi 2"] = ["Vendi q=2"],
        ["vendi infinity"] = ["Vendi q=infinity"],
        ["quartiles"] = ["interquartile range"],
        ["distinct classes"] = ["distinct classes per 10"],
        ["EAD"] = ["EAD of bigrams"],
        ["self-BLEU"] = ["self-BLEU-4"],
        ["compression"] = ["compression ratio"],
        ["distinct-n"] = ["distinct-n"],
        ["self-repetition"] = ["self-repetition"],
        ["clusters"] = ["effective clusters"],
        ["largest cluster"] = ["largest cluster"],
        ["silhouette"] = ["best silhouette"],
    };

    [Test]
    public void The_page_holds_what_was_measured_of_whole_runs_word_by_word() =>
        File.ReadAllText(Path.Combine(s_docs, "calibration.md")).Should().Contain("\n\n" + File.ReadAllText(Path.Combine(s_docs, "calibration-suite.md")).TrimEnd() + "\n\n## Plots\n");

    [Test]
    public void Every_kind_of_the_labels_is_a_metric_of_the_table() =>
        IntervalCoverage.Missed.Select(row => row.Kind).Distinct().Should().BeEquivalentTo(s_metrics.Keys);

    [Test]
    public void Labels_tell_the_worst_coverage_of_the_table()
    {
        foreach (var kind in s_metrics.Keys.Except(s_moreRuns))
        {
            foreach (var n in new[] { 20, 50, 100, 200 }.Where(n => !s_moreRunsAt.Contains((kind, n))))
            {
                var worst = Math.Round(Rows(kind, n).MaxBy(r => Math.Abs(r.Coverage - 0.95))!.Coverage, 3);
                var label = IntervalCoverage.Missed.LastOrDefault(m => m.Kind == kind && m.From <= n);
                if (worst is < 0.935 or > 0.965 || label.From == n)
                    label.Coverage.Should().Be(worst, "{0} at n = {1} is labelled with the row from n = {2}", kind, n, label.From);
            }
        }
    }

    // One chance in 10,000 a row that a cell of a thousand runs does not hold the share of five thousand.
    [Test]
    public void Labels_from_more_runs_are_within_what_the_table_can_err()
    {
        foreach (var (kind, from, coverage, _) in IntervalCoverage.Missed.Where(m => s_moreRuns.Contains(m.Kind) || s_moreRunsAt.Contains((m.Kind, m.From))))
        {
            Rows(kind, from).Should().Contain(
                r => Holds(Proportion.ClopperPearson(r.Covered, r.Defined, 1e-4).Value, coverage), "{0} at n = {1} is labelled {2}", kind, from, coverage);
        }
    }

    private static bool Holds(Interval interval, double value) => interval.Lower <= value && value <= interval.Upper;

    /// <summary>The cells of a kind in which at least half of the runs gave a figure.</summary>
    private static IEnumerable<CalibrationRow> Rows(string kind, int n) =>
        CalibrationRow.All.Where(r => s_metrics[kind].Contains(r.Metric) && r.SamplesPerArm == n && 2 * r.Defined >= r.Runs);
}
