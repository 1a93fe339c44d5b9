using DiversityBench.Metrics;
using DiversityBench.Suites.Runs;
using NUnit.Framework;

namespace DiversityBench.Suites.Ladder;

[TestFixtureSource(nameof(Arms))]
public sealed class LadderClaims(string pair, Protocol protocol) : ClaimFixture(pair, protocol, Suite)
{
    private const string Suite = "Ladder";

    public static IEnumerable<TestFixtureData> Arms => ArmsOf(Suite);

    [Test]
    public void Q1_How_demographics_shift_and_by_which_stage() => Check("Q1");

    [Test]
    public void Q3_Whether_alignment_or_RLHF_lowers_diversity() => Check("Q3");
}
