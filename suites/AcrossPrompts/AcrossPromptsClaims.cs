using DiversityBench.Metrics;
using DiversityBench.Suites.Runs;
using NUnit.Framework;

namespace DiversityBench.Suites.AcrossPrompts;

[TestFixtureSource(nameof(Arms))]
public sealed class AcrossPromptsClaims(string pair, Protocol protocol) : ClaimFixture(pair, protocol, Suite)
{
    private const string Suite = "AcrossPrompts";

    public static IEnumerable<TestFixtureData> Arms => ArmsOf(Suite);

    [Test]
    public void X1_1_Answers_to_different_prompts_are_semantically_closer_after_alignment() => Check("X1.1");

    [Test]
    public void X1_2_There_are_fewer_effective_answers_across_prompts_after_alignment() => Check("X1.2");

    [Test]
    public void X1_3_Wording_repeats_across_prompts_after_alignment() => Check("X1.3");

    [Test]
    public void X1_4_Answers_open_alike_across_prompts_after_alignment() => Check("X1.4");
}
