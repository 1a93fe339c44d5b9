using DiversityBench.Metrics;
using DiversityBench.Metrics.Embeddings;
using DiversityBench.Metrics.Sets;
using DiversityBench.Verification.Claims;
using FluentAssertions;
using NUnit.Framework;

namespace DiversityBench.Tests.Verification;

/// <summary>Arms that cannot tell end Inconclusive with the reason: never NaN, never 0, never green.</summary>
[TestFixture]
internal sealed class DegenerateClaimTests
{
    private static readonly ClaimTestOptions Options = new() { Permutations = 99, RawPermutations = 19 };

    private static IEnumerable<TestCaseData> EqualSamples()
    {
        var ones = SymmetricMatrix.FromRows([.. Enumerable.Repeat(Enumerable.Repeat(1.0, 12).ToArray(), 12)]).Value;
        double[] twos = [.. Enumerable.Repeat(2.0, 12)];
        string[] names = [.. Enumerable.Repeat("Ana", 12)];
        yield return Case("mean", new MeanOfScalars(twos), EffectScale.Decrease);
        yield return Case("mean ratio", new MeanOfScalars(twos), EffectScale.LogRatioDecrease);
        yield return Case("Cliff's delta", new MeanOfScalars(twos), EffectScale.CliffsDelta);
        yield return Case("interquartile range", new InterquartileRange(twos), EffectScale.Decrease);
        yield return Case("share", new ShareOfSamples([.. Enumerable.Repeat(true, 12)]), EffectScale.Increase);
        yield return Case("Hill 0", HillNumber.Of(names, 0), EffectScale.LogRatioDecrease);
        yield return Case("Hill 1", HillNumber.Of(names), EffectScale.LogRatioDecrease);
        yield return Case("Hill 2", HillNumber.Of(names, 2), EffectScale.LogRatioDecrease);
        yield return Case("distinct share", DistinctShare.Of(names), EffectScale.Decrease);
        yield return Case("pairwise cosine", new MeanPairwiseDissimilarity(ones), EffectScale.Decrease);
        yield return Case("near-duplicates", new NearDuplicateShare(ones), EffectScale.Increase);
        yield return Case("Vendi", new VendiSetMetric(ones), EffectScale.LogRatioDecrease);

        static TestCaseData Case(string name, ISetMetric metric, EffectScale scale) => new TestCaseData(metric, scale).SetArgDisplayNames(name);
    }

    [TestCaseSource(nameof(EqualSamples))]
    public void Samples_that_are_all_equal_leave_the_claim_open(ISetMetric metric, EffectScale scale)
    {
        var result = Judge(scale, PromptArms.BaseFirst("p", metric, 6));
        result.Outcome.Should().Be(Outcome.Inconclusive);
        result.Reason.Should().Contain("zero variance in both arms");
    }

    [Test]
    public void Constant_arms_that_differ_leave_a_difference_of_means_open()
    {
        var metric = new MeanOfScalars([2, 2, 2, 2, 2, 3, 3, 3, 3, 3]);
        Judge(EffectScale.Increase, PromptArms.BaseFirst("p", metric, 5)).Reason.Should().Contain("zero variance in both arms");
    }

    [Test]
    public void Spread_of_a_constant_arm_has_no_ratio()
    {
        var metric = Spread.StandardDeviation([1, 2, 3, 4, 5, 6, 2, 2, 2, 2, 2, 2]);
        var result = Judge(EffectScale.LogRatioDecrease, PromptArms.BaseFirst("p", metric, 6));
        result.Outcome.Should().Be(Outcome.Inconclusive);
        result.Reason.Should().Contain("zero variance in aligned: the log-ratio is not finite");
    }

    [Test]
    public void A_ratio_needs_positive_figures()
    {
        var zero = new MeanOfScalars([0, 0, 0, 0, 0, 0, 1, 2, 3, 4, 5, 6]);
        Judge(EffectScale.LogRatioDecrease, PromptArms.BaseFirst("p", zero, 6)).Reason.Should().Contain("the base figure is 0");
        var negative = new MeanOfScalars([-1, -2, -3, -1, -2, -3, 1, 2, 3, 4, 5, 6]);
        Judge(EffectScale.LogRatioDecrease, PromptArms.BaseFirst("p", negative, 6)).Reason.Should().Contain("a ratio needs positive figures");
    }

    [Test]
    public void No_prompt_and_too_few_samples_are_named()
    {
        Judge(EffectScale.Decrease).Reason.Should().Contain("no samples");
        var one = Judge(EffectScale.Decrease, new PromptArms("the first", new MeanOfScalars([1, 2, 3]), [0], [1, 2]));
        one.Outcome.Should().Be(Outcome.Inconclusive);
        one.Reason.Should().Contain("prompt the first: too few valid samples (base 1, aligned 2, at least 5 needed)");
        (one.BaseSamples, one.AlignedSamples).Should().Be((1, 2));
    }

    [Test]
    public void Half_of_the_prompts_are_enough_and_fewer_are_not()
    {
        var good = PromptArms.BaseFirst("good", new MeanOfScalars([1, 2, 3, 4, 5, 6, 7, 8, 9, 10]), 5);
        var bad = new PromptArms("bad", new MeanOfScalars([1, 2]), [0], [1]);
        var half = Judge(EffectScale.Decrease, good, bad);
        half.Effect.Should().Be(-5);
        half.BaseSamples.Should().Be(5);
        half.Figures.Should().ContainSingle(f => f.Name == "prompts used" && f.Value == 1 && f.Reason!.Contains("prompt bad"));
        var third = Judge(EffectScale.Decrease, good, bad, bad);
        third.Outcome.Should().Be(Outcome.Inconclusive);
        third.Reason.Should().Contain("only 1 of 3 prompts can be used");
    }

    [Test]
    public void Every_label_distinct_against_one_label_is_beyond_doubt()
    {
        string[] names = [.. Enumerable.Range(0, 40).Select(i => i < 20 ? $"name {i}" : "Ana")];
        var hill = Judge(EffectScale.LogRatioDecrease, PromptArms.BaseFirst("p", HillNumber.Of(names, 1, millerMadow: false), 20));
        hill.Effect.Should().BeApproximately(Math.Log(20), 1e-12, "20 effective names become one");
        hill.Interval!.Lower.Should().BePositive();
        Judge(EffectScale.Decrease, PromptArms.BaseFirst("p", DistinctShare.Of(names), 20)).Interval!.Lower.Should().BePositive();
    }

    [Test]
    public void Complete_separation_of_ranks_is_beyond_doubt()
    {
        var metric = new MeanOfScalars([.. Enumerable.Range(0, 40).Select(i => (double)(i < 20 ? i : 100 + i))]);
        var result = Judge(EffectScale.CliffsDelta, PromptArms.BaseFirst("p", metric, 20));
        result.Effect.Should().Be(1);
        result.Outcome.Should().Be(Outcome.Supported, result.Reason);

        // 2 * 0.025^(1/20) - 1 = 0.6632.
        result.Interval!.Lower.Should().BeApproximately(0.6632, 1e-4, "four digits");
        result.IntervalMethod.Should().Contain("separation");
    }

    private static ClaimResult Judge(EffectScale scale, params PromptArms[] arms)
    {
        var claim = Claims.Fall with { EffectScale = scale };
        var result = DecisionRule.Decide([ClaimTest.Run(claim, "pair", Protocol.Paper, arms, Options)])[0];
        foreach (var number in (double?[])[result.Effect, result.PValue, result.Interval?.Lower, result.Interval?.Upper, result.DetectableEffect])
            double.IsNaN(number ?? 0).Should().BeFalse("a missing figure is null");
        return result;
    }
}
