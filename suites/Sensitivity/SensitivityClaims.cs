using DiversityBench.Metrics;
using DiversityBench.Suites.Runs;
using NUnit.Framework;

namespace DiversityBench.Suites.Sensitivity;

[TestFixtureSource(nameof(Arms))]
public sealed class SensitivityClaims(string pair, Protocol protocol) : ClaimFixture(pair, protocol, Suite)
{
    private const string Suite = "Sensitivity";

    public static IEnumerable<TestFixtureData> Arms => ArmsOf(Suite);

    [Test]
    public void S1_Whether_the_verdicts_on_meaning_depend_on_encoder_k_and_seed() => Check("S1");

    [Test]
    public void S2_From_how_many_samples_on_each_verdict_stays() => Check("S2");
}
