using DiversityBench.Metrics;
using DiversityBench.Suites.Runs;
using NUnit.Framework;

namespace DiversityBench.Suites.AttractorControls;

[TestFixtureSource(nameof(Arms))]
public sealed class AttractorControlClaims(string pair, Protocol protocol) : ClaimFixture(pair, protocol, Suite)
{
    private const string Suite = "AttractorControls";

    public static IEnumerable<TestFixtureData> Arms => ArmsOf(Suite);

    [Test]
    public void A2_Pushed_and_unpushed_texts_converge_faster_after_alignment() => Check("A2");

    [Test]
    public void A3_The_base_has_no_attractors_at_low_temperature() => Check("A3");

    [Test]
    public void Q2_Does_lower_entropy_cause_attractors() => Check("Q2");
}
