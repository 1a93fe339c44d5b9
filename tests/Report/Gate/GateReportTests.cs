using System.Xml.Linq;
using DiversityBench.Report.Gate;
using DiversityBench.Report.Tables;
using DiversityBench.Tests.Verification.Gate;
using DiversityBench.Verification.Gate;
using FluentAssertions;
using NUnit.Framework;

namespace DiversityBench.Tests.Report.Gate;

public sealed class GateReportTests
{
    private static readonly GateReport Passing = Of(GateDecision.Begin(Policies.Small, false).After(0, Policies.Readings(Policies.Figure(0.9), Policies.Figure(0.2))), 1500);
    private static readonly GateReport Failing = Of(GateDecision.Begin(Policies.Small, false).After(0, Policies.Readings(Policies.Figure(0.9), Policies.Figure(0.4))), 1500) with { Accepted = "mine-1" };
    private static readonly GateReport Unclear = Of(Twice(Policies.Readings(Policies.Figure(0.9), Policies.Figure(0.245))), 3000);

    private static GateDecision Twice(Dictionary<string, GateReading> readings) => GateDecision.Begin(Policies.Small, false).After(0, readings).After(1, readings);

    private static GateReport Of(GateDecision decision, int drawn) => new("mine-2", "mine-base", "mine", null, decision, [new GateSamples(GateSource.Personas, 4, drawn, 3000)]);

    // The bound r solves 0.2 - 0.2 r = z 0.01 sqrt(1 + r^2) at the z = 2.11 that leaves 0.028 ln(1 + (e - 1) / 2) = 0.0174: 0.139 = 0.106 x 1.32.
    [Test]
    public void A_pass_is_told_in_one_paragraph() => GateText.Verdict(Passing).Should().Be(
        "mine-2 passes the gate small of the lineage mine: it keeps enough of all 2 things measured. It was held against the base model mine-base alone, since no checkpoint of the lineage is accepted under the deployed protocol yet. " +
        "Closest to its limit: it keeps 100 % of the variety of first names (at least 86.1 %), where 80 % of the base model's are required. " +
        "The verdict was clear after 1,500 of 3,000 samples of the candidate: 50 % saved.");

    [Test]
    public void A_failure_is_told_with_what_was_lost() => GateText.Verdict(Failing).Should().StartWith(
        "mine-2 fails the gate small of the lineage mine: it lost more than the policy allows. It keeps 50 % of the variety of first names (at most ")
        .And.Contain("where 80 % of the base model's are required. It was held against the base model mine-base and the accepted checkpoint mine-1.").And.NotContain("\n");

    [Test]
    public void What_cannot_be_told_does_not_pass() => GateText.Verdict(Unclear).Should().StartWith(
        "mine-2 does not pass the gate small of the lineage mine: the sample budget (of which 3,000 of 3,000 were needed) cannot tell whether it keeps enough, and a gate that cannot tell does not pass. It keeps 81.6 % of the variety of first names (between ")
        .And.Contain("raise samplesPerPrompt");

    // The token entropy of the small policy plus its own: shares of valid personas pass, the rest no sample can tell.
    [Test]
    public void What_is_not_measurable_is_told_with_its_reason()
    {
        var policy = Policies.Small with { Metrics = new Dictionary<string, MetricPolicy> { ["valid-personas"] = new(0.8, 0.9), ["story-entropy"] = new(0.8, 0.9) } };
        var report = Of(GateDecision.Begin(policy, false, "other tokens").After(0, Policies.Readings(Policies.Figure(0.9), Policies.Figure(0.2))), 1500);

        GateText.Verdict(report).Should().Be(
            "mine-2 does not pass the gate small of the lineage mine: not all that the policy asks for can be measured, and a gate that cannot tell does not pass. " +
            "The token entropy of stories, of which 80 % of the base model's are required: other tokens. It was held against the base model mine-base alone, since no checkpoint of the lineage is accepted under the deployed protocol yet. " +
            "No sample can tell what is not measurable: a policy for such models leaves it out.");
        GateMarkdown.Of(report).Should().Contain("| 80 % | Insufficient: other tokens | - |");
        GateJUnit.Of(report, DateTimeOffset.UnixEpoch, TimeSpan.Zero).Should().Contain("failures=\"2\"").And.Contain("other tokens; not measurable, which does not pass.");
        GateAnnotations.Of(report).Should().HaveCount(2).And.OnlyContain(line => line.StartsWith("::error ", StringComparison.Ordinal));
    }

    [Test]
    public void A_gate_that_cannot_judge_is_an_error_everywhere()
    {
        var error = new GateError("strict|", "mine-3", "Expected weights, but found <none>.\nFile: a.onnx\nNext step: fetch them.");

        GateText.Verdict(error).Should().Be(
            "mine-3 could not be judged by the gate strict|, and what could not be judged does not pass. Expected weights, but found <none>. Nothing is known about its diversity: remove the cause and run the gate again.");
        GateMarkdown.Of(error).Should().StartWith("## Diversity gate: mine-3 could not be judged\n\nmine-3 could not be judged by the gate strict\\|, ")
            .And.EndWith("\n\n    Expected weights, but found <none>.\n    File: a.onnx\n    Next step: fetch them.\n");
        GateAnnotations.Of(error).Should().ContainSingle().Which.Should().StartWith("::error title=Diversity gate%3A mine-3::mine-3 could not be judged");
        var suite = XDocument.Parse(GateJUnit.Of(error, DateTimeOffset.UnixEpoch, TimeSpan.Zero)).Root!.Element("testsuite")!;
        (suite.Attribute("tests")!.Value, suite.Attribute("failures")!.Value, suite.Attribute("errors")!.Value).Should().Be(("1", "0", "1"));
        suite.Element("testcase")!.Element("error")!.Value.Should().Be(error.Reason);
    }

    [Test]
    public void Markdown_has_the_verdict_first_and_a_row_a_comparison()
    {
        var lines = GateMarkdown.Of(Failing).Split('\n');

        lines[0].Should().Be("## Diversity gate: mine-2 fails");
        lines.Should().ContainSingle(l => l.StartsWith("| the variety of first names | base model | 2.50 | 5.00 | 50 % | ", StringComparison.Ordinal)).Which.Should().Contain("| 80 % | Fail | 1/2 |");
        lines.Should().Contain("| personas | 4 | 1,500 | 3,000 |");
    }

    [Test]
    public void Markdown_of_hostile_names_is_harmless()
        => GateMarkdown.Of(Failing with { Candidate = "<script>|\n\u001b[31m" }).Should().NotContain("<script>").And.NotContain("\u001b");

    // "a" and the two bytes of "é" fit into 3 + 29 bytes, 29 being the note; the next "é" does not.
    [TestCase("aéé", 5, "aéé")]
    [TestCase("aéé and a text that is much longer than the note of the cut", 33, "aé\n\n(cut: the summary is full)\n")]
    [TestCase("a text", 3, "")]
    public void A_full_summary_is_cut_at_a_character_and_says_so(string text, int bytes, string kept) => MarkdownSummary.Fit(text, bytes).Should().Be(kept);

    [Test]
    public void JUnit_has_a_case_a_comparison_and_one_for_the_verdict()
    {
        var suite = XDocument.Parse(GateJUnit.Of(Failing with { Candidate = "a<b>&\u0001" }, new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero), TimeSpan.FromSeconds(1.5))).Root!.Element("testsuite")!;

        (suite.Attribute("tests")!.Value, suite.Attribute("failures")!.Value, suite.Attribute("skipped")!.Value, suite.Attribute("time")!.Value, suite.Attribute("timestamp")!.Value)
            .Should().Be(("3", "2", "0", "1.500", "2026-01-02T03:04:05"));
        suite.Elements("testcase").Select(c => c.Attribute("name")!.Value).Should().Equal("valid-personas against the base model", "first-names against the base model", "verdict");
        suite.Elements("testcase").Last().Element("failure")!.Attribute("type")!.Value.Should().Be("Fail");
    }

    [Test]
    public void Annotations_are_errors_on_one_line_each_and_a_notice_for_a_pass()
    {
        GateAnnotations.Of(Failing).Should().HaveCount(2).And.OnlyContain(line => line.StartsWith("::error title=Diversity gate%3A ", StringComparison.Ordinal) && !line.Contains('\n') && !line.Contains(" %,"))
            .And.Contain(line => line.Contains("::mine-2: it keeps 50 %25 of", StringComparison.Ordinal));
        GateAnnotations.Of(Passing).Should().ContainSingle().Which.Should().StartWith("::notice title=Diversity gate%3A mine-2::mine-2 passes");
    }
}
