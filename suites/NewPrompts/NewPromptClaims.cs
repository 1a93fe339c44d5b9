using DiversityBench.Metrics;
using DiversityBench.Suites.Runs;
using NUnit.Framework;

namespace DiversityBench.Suites.NewPrompts;

[TestFixtureSource(nameof(Arms))]
public sealed class NewPromptClaims(string pair, Protocol protocol) : ClaimFixture(pair, protocol, Suite)
{
    private const string Suite = "NewPrompts";

    public static IEnumerable<TestFixtureData> Arms => ArmsOf(Suite);

    [Test]
    public void P1_1_First_names_are_less_diverse_on_new_prompts() => Check("P1.1");

    [Test]
    public void P1_3_Nationalities_are_less_diverse_on_new_prompts() => Check("P1.3");

    [Test]
    public void P1_5_Ages_are_narrower_on_new_prompts() => Check("P1.5");

    [Test]
    public void P1_8_Reviews_are_more_positive_on_new_prompts() => Check("P1.8");

    [Test]
    public void P1_9_Review_sentiment_is_more_uniform_on_new_prompts() => Check("P1.9");

    [Test]
    public void P2_1_Outputs_are_semantically_closer_on_new_prompts() => Check("P2.1");

    [Test]
    public void P2_2_There_are_fewer_effective_outputs_on_new_prompts() => Check("P2.2");

    [Test]
    public void P2_3_Outputs_form_distinct_clusters_on_new_prompts() => Check("P2.3");
}
