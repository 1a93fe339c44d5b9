using DiversityBench.Metrics;
using DiversityBench.Verification.Claims;
using FluentAssertions;
using NUnit.Framework;

namespace DiversityBench.Tests.Verification;

public sealed class OneArmTestTests
{
    private static readonly Claim s_claim = new("M1", "a mean lies above a threshold", "mean", EffectScale.Increase, 0, true, "test");

    // Prompt 1: 1, 2, 3, 4, 5: mean 3, variance of the mean 2.5 / 5 = 0.5; prompt 2: 5, 5, 5, 5, 10: mean 6, variance 5 / 5 = 1.
    // Mean over prompts 4.5, standard error sqrt(1.5) / 2 = 0.612372; df (1.5)^2 / (0.25 / 4 + 1 / 4) = 7.2.
    [Test]
    public void Effect_and_error_are_those_of_the_mean_over_prompts_less_the_threshold()
    {
        var evidence = Run(4, [1, 2, 3, 4, 5], [5, 5, 5, 5, 10]);

        evidence.Effect.Should().BeApproximately(0.5, 1e-12);
        evidence.StandardError.Should().BeApproximately(0.6123724356957945, 1e-12);
        evidence.DegreesOfFreedom.Should().BeApproximately(7.2, 1e-9);
        evidence.BaseValue.Should().Be(4);
        evidence.AlignedValue.Should().BeApproximately(4.5, 1e-12);
    }

    [Test]
    public void A_mean_far_above_is_supported_and_one_far_below_refuted()
    {
        double[] near = [0.9, 1, 1.1, 1, 0.95];
        Outcome Of(double threshold) => DecisionRule.Decide([Run(threshold, near, near)])[0].Outcome;

        Of(0.5).Should().Be(Outcome.Supported);
        Of(1).Should().Be(Outcome.Inconclusive);
        Of(1.5).Should().Be(Outcome.Refuted);
    }

    [Test]
    public void Too_few_samples_and_no_variance_give_the_reason()
    {
        Run(0, [1, 2]).MissingReason.Should().Be("only 0 of 1 prompts have 5 samples or more");
        Run(0, [1, 1, 1, 1, 1]).MissingReason.Should().Be("zero variance");
    }

    private static ClaimEvidence Run(double threshold, params IReadOnlyList<double>[] prompts)
        => OneArmTest.Run(s_claim, "pair", Protocol.Paper, prompts, threshold, new ClaimTestOptions());
}
