using DiversityBench.Metrics;
using DiversityBench.Suites.Runs;
using NUnit.Framework;

namespace DiversityBench.Suites.Attractors;

[TestFixtureSource(nameof(Arms))]
public sealed class AttractorClaims(string pair, Protocol protocol) : ClaimFixture(pair, protocol, Suite)
{
    private const string Suite = "Attractors";

    public static IEnumerable<TestFixtureData> Arms => ArmsOf(Suite);

    [Test]
    public void A1_Aligned_output_returns_after_a_push() => Check("A1");
}
