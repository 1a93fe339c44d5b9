using DiversityBench.Metrics;
using DiversityBench.Suites.Runs;
using NUnit.Framework;

namespace DiversityBench.Suites.Creative;

[TestFixtureSource(nameof(Arms))]
public sealed class CreativeClaims(string pair, Protocol protocol) : ClaimFixture(pair, protocol, Suite)
{
    private const string Suite = "Creative";

    public static IEnumerable<TestFixtureData> Arms => ArmsOf(Suite);

    [Test]
    public void N1_1_Fewer_stories_come_to_an_end_after_alignment() => Check("N1.1");

    [Test]
    public void N1_2_Stories_that_end_repeat_wording_more_after_alignment() => Check("N1.2");

    [Test]
    public void N1_3_Stories_that_end_are_semantically_closer_after_alignment() => Check("N1.3");

    [Test]
    public void N1_4_Fewer_poems_rhyme_after_alignment() => Check("N1.4");

    [Test]
    public void N1_5_Poems_that_rhyme_repeat_wording_more_after_alignment() => Check("N1.5");

    [Test]
    public void N1_6_Poems_that_rhyme_are_semantically_closer_after_alignment() => Check("N1.6");

    [Test]
    public void N1_7_Less_code_parses_after_alignment() => Check("N1.7");

    [Test]
    public void N1_8_Code_that_parses_repeats_wording_more_after_alignment() => Check("N1.8");

    [Test]
    public void N1_9_Code_that_parses_is_semantically_closer_after_alignment() => Check("N1.9");
}
