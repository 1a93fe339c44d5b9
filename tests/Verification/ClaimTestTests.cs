using DiversityBench.Metrics;
using DiversityBench.Metrics.Sets;
using DiversityBench.Verification.Claims;
using DiversityBench.Verification.Statistics;
using FluentAssertions;
using NUnit.Framework;

namespace DiversityBench.Tests.Verification;

[TestFixture]
internal sealed class ClaimTestTests
{
    private static readonly ClaimTestOptions Options = new() { Permutations = 1999 };

    [Test]
    public void A_large_fall_of_the_mean_is_supported()
    {
        var result = Judge(Shifted(40, 2, 1));
        result.Outcome.Should().Be(Outcome.Supported, result.Reason);
        result.Effect.Should().BeInRange(1.5, 2.5, "the arms were drawn 2 apart and the standard error is 0.22");
    }

    [Test]
    public void A_rise_refutes_the_claim_of_a_fall() => Judge(Shifted(40, -2, 2)).Outcome.Should().Be(Outcome.Refuted);

    [Test]
    public void The_number_of_threads_does_not_change_the_result()
    {
        var arms = new[] { Shifted(30, 0.4, 3), Shifted(30, 0.3, 4) };
        var one = ClaimTest.Run(Claims.Fall, "pair", Protocol.Paper, arms, Options with { Threads = 1 });
        var four = ClaimTest.Run(Claims.Fall, "pair", Protocol.Paper, arms, Options with { Threads = 4 });
        four.Should().BeEquivalentTo(one);
    }

    private static ClaimResult Judge(params PromptArms[] arms) =>
        DecisionRule.Decide([ClaimTest.Run(Claims.Fall, "pair", Protocol.Paper, arms, Options)])[0];

    private static PromptArms Shifted(int perArm, double fall, ulong seed)
    {
        var random = new RandomStream(seed);
        var scalars = new double[2 * perArm];
        for (var i = 0; i < scalars.Length; i++)
            scalars[i] = random.Normal() + (i < perArm ? fall : 0);
        return PromptArms.BaseFirst($"p{seed}", new MeanOfScalars(scalars), perArm);
    }
}
