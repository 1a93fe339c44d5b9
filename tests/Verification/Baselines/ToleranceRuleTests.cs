using DiversityBench.Verification.Baselines;
using DiversityBench.Verification.Claims;
using FluentAssertions;
using NUnit.Framework;

namespace DiversityBench.Tests.Verification.Baselines;

public class ToleranceRuleTests
{
    // Half width 1.96 (1.959964) means SE = 1, so 3·√2·SE = 4.2426; stored with three digits.
    private static readonly Interval UnitError = new(-1.959963984540054, 1.959963984540054);

    [Test]
    public void An_estimate_may_move_three_standard_errors_of_a_difference_of_two_runs() =>
        ToleranceRule.OfEstimate(10, UnitError, 100).Should().Be(new Tolerance(4.24, "3·√2·SE, SE from the 95 % interval"));

    // |4|/√100 = 0.4, times 4.2426 = 1.697.
    [Test]
    public void Without_interval_the_error_is_taken_from_value_and_count() =>
        ToleranceRule.OfEstimate(4, null, 100).Value.Should().Be(1.70);

    // max(0/√100, 1/100) = 0.01, times 4.2426 = 0.0424: the analogue of the rule of three.
    [Test]
    public void A_zero_without_interval_may_move_by_the_rule_of_three() =>
        ToleranceRule.OfEstimate(0, null, 100).Value.Should().Be(0.0424);

    [TestCase(0)]
    [TestCase(1)]
    public void Too_few_samples_still_give_a_finite_tolerance(int samples)
    {
        ToleranceRule.OfEstimate(2, null, samples).Value.Should().Be(8.49);
        ToleranceRule.OfIntervalEnd(2, UnitError, samples).Value.Should().BeInRange(4.24, 8);
    }

    // √(1 + 1.95996²/(2·99)) = 1.009654; 4.2426·1.009654 = 4.2836.
    [Test]
    public void An_interval_end_may_move_a_little_further_than_the_effect() =>
        ToleranceRule.OfIntervalEnd(1, UnitError, 100).Value.Should().Be(4.28);

    [Test]
    public void One_arm_of_a_difference_may_move_as_far_as_the_difference() =>
        ToleranceRule.OfArm(50, EffectScale.Decrease, UnitError, 100).Value.Should().Be(4.24);

    // SE of the log ratio 0.1: 10·(exp(0.42426) - 1) = 5.2846.
    [Test]
    public void One_arm_of_a_log_ratio_may_move_by_the_factor_of_the_ratio() =>
        ToleranceRule.OfArm(10, EffectScale.LogRatioDecrease, new Interval(-0.1959963984540054, 0.1959963984540054), 100)
            .Value.Should().Be(5.28);

    [Test]
    public void An_interval_without_width_allows_rounding_only()
    {
        ToleranceRule.OfEstimate(2, new Interval(2, 2), 100).Value.Should().Be(2e-5);
        ToleranceRule.OfEstimate(0, new Interval(0, 0), 100).Value.Should().Be(1e-9);
    }

    // 3·√2·√100 = 42.4, whole samples: 43.
    [TestCase(100, 43)]
    [TestCase(0, 0)]
    public void A_count_may_move_by_its_root(int count, double expected) =>
        ToleranceRule.OfCount(count).Value.Should().Be(expected);

    // The rule promises 99.7 % for two independent runs of one truth; 20 000 seeded pairs give 54 ± 7.3 outside.
    [Test]
    public void Two_runs_of_one_truth_agree_in_997_of_1000_cases()
    {
        var random = new Random(5);
        const int pairs = 20_000;
        var outside = 0;
        for (var i = 0; i < pairs; i++)
        {
            var (first, second) = (Normal(random), Normal(random));
            var tolerance = ToleranceRule.OfEstimate(first, new Interval(first - 1.959963984540054, first + 1.959963984540054), 100);
            if (Math.Abs(first - second) > tolerance.Value)
                outside++;
        }

        // Four standard deviations of the binomial around 0.0027·20 000, and the third digit of the tolerance.
        outside.Should().BeInRange(54 - 30, 54 + 30);
    }

    private static double Normal(Random random) =>
        Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
}
