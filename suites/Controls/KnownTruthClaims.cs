using DiversityBench.Metrics;
using DiversityBench.Suites.Runs;
using NUnit.Framework;

namespace DiversityBench.Suites.Controls;

[TestFixtureSource(nameof(Arms))]
public sealed class KnownTruthClaims(string pair, Protocol protocol) : ClaimFixture(pair, protocol, Suite)
{
    private const string Suite = "KnownTruth";

    public static IEnumerable<TestFixtureData> Arms => ArmsOf(Suite);

    [Test]
    public void K4_Figures_of_the_base_agree_with_the_known_truth() => Check("K4");
}
