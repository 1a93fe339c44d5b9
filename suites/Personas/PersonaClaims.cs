using DiversityBench.Metrics;
using DiversityBench.Suites.Runs;
using NUnit.Framework;

namespace DiversityBench.Suites.Personas;

[TestFixtureSource(nameof(Arms))]
public sealed class PersonaClaims(string pair, Protocol protocol) : ClaimFixture(pair, protocol, Suite)
{
    private const string Suite = "Personas";

    public static IEnumerable<TestFixtureData> Arms => ArmsOf(Suite);

    [Test]
    public void E1_1_First_names_are_less_diverse_after_alignment() => Check("E1.1");

    [Test]
    public void E1_2_Last_names_are_less_diverse_after_alignment() => Check("E1.2");

    [Test]
    public void E1_3_Nationalities_are_less_diverse_after_alignment() => Check("E1.3");

    [Test]
    public void E1_4_Genders_are_less_balanced_after_alignment() => Check("E1.4");

    [Test]
    public void E1_5_Ages_are_narrower_after_alignment() => Check("E1.5");

    [Test]
    public void E1_6_Occupations_are_less_diverse_after_alignment() => Check("E1.6");

    [Test]
    public void E1_7_Whole_personas_repeat_more_after_alignment() => Check("E1.7");

    [Test]
    public void E1_8_Reviews_are_more_positive_after_alignment() => Check("E1.8");

    [Test]
    public void E1_9_Review_sentiment_is_more_uniform_after_alignment() => Check("E1.9");

    [Test]
    public void E1_10_Reviews_say_more_alike_things_after_alignment() => Check("E1.10");
}
