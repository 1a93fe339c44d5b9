using DiversityBench.Metrics;
using DiversityBench.Suites.Runs;
using NUnit.Framework;

namespace DiversityBench.Suites.Controls;

[TestFixtureSource(nameof(Arms))]
public sealed class SwapClaims(string pair, Protocol protocol) : ClaimFixture(pair, protocol, Suite)
{
    private const string Suite = "Swap";

    public static IEnumerable<TestFixtureData> Arms => ArmsOf(Suite);

    [Test]
    public void K2_With_the_arms_exchanged_every_supported_claim_turns_refuted() => Check("K2");
}
