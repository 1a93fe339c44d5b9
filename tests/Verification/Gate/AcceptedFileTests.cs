using DiversityBench.Metrics;
using DiversityBench.Metrics.Errors;
using DiversityBench.Verification.Gate;
using FluentAssertions;
using NUnit.Framework;

namespace DiversityBench.Tests.Verification.Gate;

public sealed class AcceptedFileTests
{
    private static readonly AcceptedCheckpoint Accepted = new(
        "mine", "mine-ppo", "aa", "bb", "default", Protocol.Deployed, "T = 1", "cc", 2,
        new Dictionary<GateSource, string> { [GateSource.Stories] = "dd", [GateSource.Personas] = "ee" },
        new Dictionary<string, int> { ["valid-personas"] = 1, ["first-names"] = 2 },
        new Dictionary<string, GateFigure> { ["valid-personas"] = new(0.9, 1e-4, 99, 100), ["first-names"] = new(0.1 + 0.2, 1e-5, 90, 91) });

    [Test]
    public void What_is_written_is_read_to_the_last_digit()
    {
        var read = AcceptedFile.Read(AcceptedFile.Write(Accepted), "x");

        read.Should().BeEquivalentTo(Accepted);
        AcceptedFile.Write(read).Should().Be(AcceptedFile.Write(Accepted));
    }

    [TestCase("\"value\": 0.9", "\"value\": 0.5", "carry the digest of its content")]
    [TestCase("\"candidate\": \"mine-ppo\"", "\"candidate\": \"other\"", "carry the digest of its content")]
    [TestCase("\"schemaVersion\": 2", "\"schemaVersion\": 1", "schemaVersion 2")]
    [TestCase("\"lineage\"", "\"linage\"", "be a whole file of figures")]
    [TestCase("\"value\": 0.9", "\"value\": 1e999", "be a whole file of figures")]
    public void Files_edited_by_hand_or_damaged_are_refused(string old, string edited, string finding)
    {
        var text = AcceptedFile.Write(Accepted);
        text.Should().Contain(old);

        FluentActions.Invoking(() => AcceptedFile.Read(text.Replace(old, edited, StringComparison.Ordinal), "baselines/gate/x.json")).Should().Throw<BenchException>()
            .Which.Message.Should().Contain(finding).And.Contain("File: baselines/gate/x.json");
    }

    [Test]
    public void Figures_made_alike_are_comparable()
        => Accepted.WhyNotComparable(Accepted with { Candidate = "mine-next", Fingerprint = "ff", Policy = "strict", Seed = 9 }, ["first-names"]).Should().BeNull();

    private static IEnumerable<TestCaseData> Others()
    {
        yield return new TestCaseData(Accepted with { BaseFingerprint = "zz" }, "it was accepted against another base model");
        yield return new TestCaseData(Accepted with { Protocol = Protocol.Paper }, "its prompts came by the deployed protocol");
        yield return new TestCaseData(Accepted with { Sampling = "T = 0.7" }, "its tokens were drawn with T = 1, not T = 0.7");
        yield return new TestCaseData(Accepted with { Encoder = "zz" }, "its meanings were measured by another sentence encoder");
        yield return new TestCaseData(Accepted with { Lineage = "other" }, "it is of the lineage mine");
        yield return new TestCaseData(Accepted with { Prompts = new Dictionary<GateSource, string> { [GateSource.Personas] = "zz" } }, "its personas were made from other prompts");
        yield return new TestCaseData(Accepted with { Definitions = new Dictionary<string, int> { ["first-names"] = 3 } }, "its first-names was measured by definition 2, not 3");
    }

    [TestCaseSource(nameof(Others))]
    public void Figures_made_otherwise_are_not(AcceptedCheckpoint candidate, string reason) => Accepted.WhyNotComparable(candidate, ["first-names"]).Should().Be(reason);

    [Test]
    public void A_metric_without_a_figure_is_named() => Accepted.WhyNotComparable(Accepted, ["first-names", "age-spread"]).Should().Be("it has no figure of age-spread");
}
