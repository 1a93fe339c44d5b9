using System.Diagnostics;
using DiversityBench.Verification.Calibration;
using DiversityBench.Verification.Statistics;
using FluentAssertions;
using NUnit.Framework;

namespace DiversityBench.Tests.Verification.Calibration;

/// <summary>
/// The fast version of the calibration; the full one runs the same scenarios longer. A share counted over R runs errs by
/// sqrt(p (1 - p) / R), and tolerances are three of those, on top of what docs/CLAIMS.md allows. Seeds are fixed: a run that passes, passes.
/// </summary>
[TestFixture]
internal sealed class CalibrationTests
{
    private const int Samples = 50;
    private const int Permutations = 199;
    private const double Allowed = 0.015;

    private static IEnumerable<TestCaseData> EqualDiversity() =>
        CalibrationScenarios.Identical.Select(s => new TestCaseData(s).SetArgDisplayNames($"identical arms, {s.Name}"))
            .Concat(CalibrationScenarios.OtherContent.Select(s => new TestCaseData(s).SetArgDisplayNames($"other content, {s.Name}")));

    private static IEnumerable<TestCaseData> Losses() =>
        CalibrationScenarios.Losses.Select(s => new TestCaseData(s).SetArgDisplayNames(s.Name));

    [TestCaseSource(nameof(EqualDiversity))]
    public void Equal_diversity_is_rejected_no_more_often_than_alpha_and_covered(CalibrationScenario scenario)
    {
        var result = CalibrationRun.Of(scenario, Samples, Runs(scenario), Permutations, seed: 11);
        TestContext.Out.WriteLine(result);
        result.RejectionRate.Should().BeLessThanOrEqualTo(0.05 + (3 * result.BinomialError(0.05)), "tests at 5 % reject one time in twenty");
        CheckCoverage(result);
    }

    [TestCaseSource(nameof(Losses))]
    public void A_loss_is_covered_and_found_with_the_stated_power(CalibrationScenario scenario)
    {
        var result = CalibrationRun.Of(scenario, Samples, Runs(scenario), Permutations, seed: 12);
        TestContext.Out.WriteLine(result);
        CheckCoverage(result);

        // The normal approximation behind the stated power errs by up to three points at 50 samples.
        result.SupportRate.Should().BeApproximately(result.StatedPower, (3 * result.BinomialError(result.StatedPower)) + 0.03);
    }

    [Test]
    public void The_detectable_effect_is_detected_four_times_in_five()
    {
        // Two arms of 50 unit normals: standard error 0.2 at 98 degrees of freedom; Supported needs the interval, 2.5 % on its side.
        var detectable = 0.2 * TestPower.DetectableNoncentrality(98, 0.025, 0.8);
        var result = CalibrationRun.Of(CalibrationScenarios.FallOfMean(detectable), Samples, 400, Permutations, seed: 13);
        result.SupportRate.Should().BeApproximately(0.8, 3 * result.BinomialError(0.8));
    }

    [Test]
    public void The_samples_needed_find_their_effect_four_times_in_five()
    {
        // Half a standard deviation at 80 % needs 64 per arm (Cohen's table), which is what 0.25 at 32 samples must scale to.
        var needed = TestPower.SamplesNeeded(0.5, 0.25, 32, 62, 0.025, 0.8);
        needed.Should().Be(64);
        var result = CalibrationRun.Of(CalibrationScenarios.FallOfMean(0.5), needed!.Value, 400, Permutations, seed: 14);
        result.SupportRate.Should().BeApproximately(0.8, 3 * result.BinomialError(0.8));
    }

    [Test]
    public void Several_prompts_keep_the_level()
    {
        var result = CalibrationRun.Of(CalibrationScenarios.OtherContent[3], 20, 400, Permutations, seed: 15, prompts: 4);
        result.RejectionRate.Should().BeLessThanOrEqualTo(0.05 + (3 * result.BinomialError(0.05)));
        CheckCoverage(result);
    }

    [Test]
    public void The_number_of_threads_changes_nothing()
    {
        // The truth of this scenario is the mean over all runs, which depends on the order of its sum.
        var scenario = CalibrationScenarios.FurtherLosses.Single(s => s.Name == "EAD of bigrams");
        CalibrationRun.Of(scenario, 20, 30, 19, seed: 16, threads: 4).Should().Be(CalibrationRun.Of(scenario, 20, 30, 19, seed: 16, threads: 1));
    }

    private static void CheckCoverage(CalibrationResult result)
    {
        result.Undefined.Should().Be(0);
        result.Coverage.Should().BeApproximately(0.95, Allowed + (3 * result.BinomialError(0.95)), result.ToString());
    }

    private static int Runs(CalibrationScenario scenario) => IsVendi(scenario) ? 150 : 400;

    private static bool IsVendi(CalibrationScenario scenario) => scenario.Name.StartsWith("Vendi", StringComparison.Ordinal);
}
