using DiversityBench.Metrics;
using DiversityBench.Suites.Runs;
using NUnit.Framework;

namespace DiversityBench.Suites.Mechanisms;

[TestFixtureSource(nameof(Arms))]
public sealed class MechanismClaims(string pair, Protocol protocol) : ClaimFixture(pair, protocol, Suite)
{
    private const string Suite = "Mechanisms";

    public static IEnumerable<TestFixtureData> Arms => ArmsOf(Suite);

    [Test]
    public void M1_Alignment_blocks_token_trajectories_of_the_base() => Check("M1");
}
