using DiversityBench.Metrics.Sets;
using DiversityBench.Verification.Statistics;
using FluentAssertions;
using NUnit.Framework;

namespace DiversityBench.Tests.Verification.Statistics;

/// <summary>Errors from halves, for figures that jump.</summary>
public sealed class JackknifeHalvesTests
{
    // The variance of a mean is s² / n whatever is left out; 20 random halves, whose complements deviate by the same, know it to a third.
    [Test]
    public void The_variance_of_a_mean_is_found_on_average()
    {
        var ratios = Enumerable.Range(0, 200).Select(run =>
        {
            var stream = new RandomStream(5, (ulong)run);
            double[] numbers = [.. Enumerable.Range(0, 43).Select(_ => stream.Normal())];
            return Of(numbers, static kept => kept.Average()).Variance / (Sample.Variance(numbers).Value / numbers.Length);
        }).ToArray();

        ratios.Average().Should().BeApproximately(1, 0.06, "halves of 22 of 43");
    }

    // Two of 43 decide the largest number. Leaving out two at a time parts them, unless both are of one group, and the figure stands still; half of the halves miss one, a quarter both.
    [Test]
    public void What_two_samples_decide_has_an_error()
    {
        double[] numbers = [.. Enumerable.Range(0, 43).Select(i => i is 7 or 30 ? 1.0 : 0)];

        Of(numbers, static kept => kept.Max()).Variance.Should().BeInRange(0.08, 0.25, "the figure falls by 1 in a quarter of the halves, so that its variance is about 3 / 16");
        Jackknife.Of(Metric(numbers, static kept => kept.Max(), jumps: false), All(numbers), false, new double[43])!.Value.Variance.Should().Be(0);
    }

    [Test]
    public void A_set_of_the_fewest_members_and_one_more_leaves_out_one()
    {
        double[] numbers = [1, 2, 3, 4, 5, 6, 7];
        var metric = new RecomputedMetric(7, 6, members => members.ToArray().Average(i => numbers[i])) { Jumps = true };

        var found = Jackknife.Of(metric, All(numbers), false, new double[7])!.Value;

        found.Variance.Should().BeInRange(0.1, 1.5, "s² / n is 0.67");
        Jackknife.Of(metric, All(numbers)[..6], false, new double[7]).Should().BeNull();
    }

    private static JackknifeEstimate Of(double[] numbers, Func<IEnumerable<double>, double> figure) => Jackknife.Of(Metric(numbers, figure, jumps: true), All(numbers), false, new double[numbers.Length])!.Value;

    private static RecomputedMetric Metric(double[] numbers, Func<IEnumerable<double>, double> figure, bool jumps)
        => new(numbers.Length, 5, members => figure(members.ToArray().Select(i => numbers[i]))) { Jumps = jumps };

    private static int[] All(double[] numbers) => [.. Enumerable.Range(0, numbers.Length)];
}
