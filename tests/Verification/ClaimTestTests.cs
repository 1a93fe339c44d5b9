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

    [Test]
    public void Relabellings_shared_with_another_claim_give_the_result_of_new_ones()
    {
        var arms = new[] { Shifted(30, 0.4, 3), Shifted(20, 0.3, 4) };
        var shared = new Relabellings();
        // The other claim's arms are as large in the first prompt and larger in the second.
        ClaimTest.Run(Claims.Fall, "pair", Protocol.Paper, [Shifted(30, 0.1, 5), Shifted(25, 0.1, 6)], Options, shared);
        var result = ClaimTest.Run(Claims.Fall, "pair", Protocol.Paper, arms, Options, shared);
        result.Should().BeEquivalentTo(ClaimTest.Run(Claims.Fall, "pair", Protocol.Paper, arms, Options));
    }

    [Test]
    public void A_relabelling_is_what_the_stream_of_its_number_and_prompt_chooses()
    {
        var block = new Relabellings().Block(seed: 7, prompt: 3, from: 64, pool: 11, first: 4).ToArray();
        for (var b = 0; b < 64; b++)
        {
            int[] places = [.. Enumerable.Range(0, 11)];
            new RandomStream(7, (ulong)(64 + b), 3).Choose(places, 4);
            Enumerable.Range(0, 11).Where(place => (block[place] >> b & 1) == 1).Should().BeEquivalentTo(places[..4]);
        }
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
