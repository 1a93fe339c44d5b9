using DiversityBench.Metrics;
using DiversityBench.Suites.Runs;
using NUnit.Framework;

namespace DiversityBench.Suites.Semantics;

[TestFixtureSource(nameof(Arms))]
public sealed class SemanticClaims(string pair, Protocol protocol) : ClaimFixture(pair, protocol, Suite)
{
    private const string Suite = "Semantics";

    public static IEnumerable<TestFixtureData> Arms => ArmsOf(Suite);

    [Test]
    public void E2_1_Outputs_are_semantically_closer_after_alignment() => Check("E2.1");

    [Test]
    public void E2_2_There_are_fewer_effective_outputs_after_alignment() => Check("E2.2");

    [Test]
    public void E2_3_Outputs_form_distinct_clusters_after_alignment() => Check("E2.3");

    [Test]
    public void E2_4_There_are_fewer_effective_clusters_after_alignment() => Check("E2.4");

    [Test]
    public void E2_5_Near_duplicates_appear_after_alignment() => Check("E2.5");

    [Test]
    public void E2_6_Wording_repeats_after_alignment() => Check("E2.6");
}
