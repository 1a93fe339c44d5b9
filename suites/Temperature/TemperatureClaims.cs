using DiversityBench.Metrics;
using DiversityBench.Suites.Runs;
using NUnit.Framework;

namespace DiversityBench.Suites.Temperature;

[TestFixtureSource(nameof(Arms))]
public sealed class TemperatureClaims(string pair, Protocol protocol) : ClaimFixture(pair, protocol, Suite)
{
    private const string Suite = "Temperature";

    public static IEnumerable<TestFixtureData> Arms => ArmsOf(Suite);

    [Test]
    public void M3_Lower_token_entropy_goes_with_lower_semantic_diversity() => Check("M3");

    [Test]
    public void N2_What_temperature_gives_the_bases_diversity_back_and_at_what_price_in_validity() => Check("N2");
}
