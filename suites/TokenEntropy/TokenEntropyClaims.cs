using DiversityBench.Metrics;
using DiversityBench.Suites.Runs;
using NUnit.Framework;

namespace DiversityBench.Suites.TokenEntropy;

[TestFixtureSource(nameof(Arms))]
public sealed class TokenEntropyClaims(string pair, Protocol protocol) : ClaimFixture(pair, protocol, Suite)
{
    private const string Suite = "TokenEntropy";

    public static IEnumerable<TestFixtureData> Arms => ArmsOf(Suite);

    [Test]
    public void E3_1_Top_5_token_entropy_is_lower_after_alignment() => Check("E3.1");

    [Test]
    public void E3_2_Full_vocabulary_token_entropy_is_lower_after_alignment() => Check("E3.2");

    [Test]
    public void E3_3_Probability_concentrates_on_one_or_two_tokens_after_alignment() => Check("E3.3");

    [Test]
    public void E3_4_The_nucleus_is_smaller_after_alignment() => Check("E3.4");

    [Test]
    public void E3_5_Token_entropy_is_lower_at_every_stage_of_the_text_after_alignment() => Check("E3.5");
}
