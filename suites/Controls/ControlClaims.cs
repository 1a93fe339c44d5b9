using DiversityBench.Metrics;
using DiversityBench.Suites.Runs;
using NUnit.Framework;

namespace DiversityBench.Suites.Controls;

[TestFixtureSource(nameof(Arms))]
public sealed class ControlClaims(string pair, Protocol protocol) : ClaimFixture(pair, protocol, Suite)
{
    private const string Suite = "Controls";

    public static IEnumerable<TestFixtureData> Arms => ArmsOf(Suite);

    [Test]
    public void K1_Base_against_base_supports_no_claim_more_often_than_alpha() => Check("K1");

    [Test]
    public void K3_A_sharpened_copy_of_the_base_supports_the_claims_of_entropy_and_diversity() => Check("K3");
}
