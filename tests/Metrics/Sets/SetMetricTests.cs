using DiversityBench.Metrics.Categories;
using DiversityBench.Metrics.Sets;
using FluentAssertions;
using NUnit.Framework;

namespace DiversityBench.Tests.Metrics.Sets;

[TestFixture]
internal sealed class MeanOfScalarsTests : SetMetricContract
{
    protected override ISetMetric Metric { get; } = new MeanOfScalars(PooledSamples.Scalars);
}

[TestFixture]
internal sealed class RichnessTests : SetMetricContract
{
    protected override ISetMetric Metric { get; } = HillNumber.Of(PooledSamples.Names, 0);
}

[TestFixture]
internal sealed class Chao1RichnessTests : SetMetricContract
{
    private static readonly string[] s_names = ["a", "b", "a", "c", "a", "b", "b", "b", "c", "a", "d", "c"];

    protected override ISetMetric Metric { get; } = Chao1Richness.Of(s_names);

    [Test]
    public void Unseen_labels_follow_from_those_seen_once_and_twice()
    {
        // a, b, b, c: three labels, two of them once and one twice: 3 + 2 * 1 / (2 * 2).
        Chao1Richness.Of(["a", "b", "b", "c"]).Value([0, 1, 2, 3]).Should().Be(3.5);
        CategoryCounts.FromLabels(PooledSamples.Names).Value.Chao1.Should().Be(Chao1Richness.Of(PooledSamples.Names).Value([.. Enumerable.Range(0, 12)]));
    }

    [Test]
    public void Samples_that_are_all_different_say_nothing_of_the_number_of_labels()
    {
        var metric = Chao1Richness.Of(["a", "b", "c", "a"]);
        metric.Value([0, 1, 2]).Should().BeNull();
        metric.LeaveOneOut([0, 1, 2, 3], new double[4]).Should().BeFalse("without one a the others are all different");
    }
}

[TestFixture]
internal sealed class ExponentialShannonTests : SetMetricContract
{
    protected override ISetMetric Metric { get; } = HillNumber.Of(PooledSamples.Names, 1, millerMadow: false);
}

[TestFixture]
internal sealed class MillerMadowTests : SetMetricContract
{
    protected override ISetMetric Metric { get; } = HillNumber.Of(PooledSamples.Names);
}

[TestFixture]
internal sealed class InverseSimpsonTests : SetMetricContract
{
    protected override ISetMetric Metric { get; } = HillNumber.Of(PooledSamples.Names, 2);
}

[TestFixture]
internal sealed class MeanPairwiseDissimilarityTests : SetMetricContract
{
    protected override ISetMetric Metric { get; } = new MeanPairwiseDissimilarity(PooledSamples.Similarities);
}

[TestFixture]
internal sealed class StandardDeviationTests : SetMetricContract
{
    protected override ISetMetric Metric { get; } = Spread.StandardDeviation(PooledSamples.Scalars);
}

[TestFixture]
internal sealed class VarianceTests : SetMetricContract
{
    protected override ISetMetric Metric { get; } = Spread.Variance(PooledSamples.Scalars);
}

[TestFixture]
internal sealed class InterquartileRangeTests : SetMetricContract
{
    protected override ISetMetric Metric { get; } = new InterquartileRange(PooledSamples.Scalars);
}

[TestFixture]
internal sealed class ShareOfSamplesTests : SetMetricContract
{
    protected override ISetMetric Metric { get; } = new ShareOfSamples([.. PooledSamples.Scalars.Select(s => s > 2)]);
}

[TestFixture]
internal sealed class DistinctShareTests : SetMetricContract
{
    protected override ISetMetric Metric { get; } = DistinctShare.Of(PooledSamples.Names);
}

[TestFixture]
internal sealed class NearDuplicateShareTests : SetMetricContract
{
    protected override ISetMetric Metric { get; } = new NearDuplicateShare(PooledSamples.Similarities, 0.9);
}

[TestFixture]
internal sealed class VendiScoreTests : SetMetricContract
{
    protected override ISetMetric Metric { get; } = new VendiSetMetric(PooledSamples.Similarities);
}

[TestFixture]
internal sealed class VendiScoreOfOrderTwoTests : SetMetricContract
{
    protected override ISetMetric Metric { get; } = new VendiSetMetric(PooledSamples.Similarities, 2);
}

[TestFixture]
internal sealed class RecomputedMetricTests : SetMetricContract
{
    protected override ISetMetric Metric { get; } = new RecomputedMetric(12, 3, members =>
    {
        var product = 1.0;
        foreach (var member in members)
            product *= PooledSamples.Scalars[member];
        return product;
    });
}

[TestFixture]
internal sealed class SimpsonConcentrationTests : SetMetricContract
{
    protected override ISetMetric Metric { get; } = SimpsonConcentration.Of(PooledSamples.Names);

    // a, a, b, b: two of six pairs agree.
    [Test]
    public void It_is_the_share_of_pairs_that_agree() => SimpsonConcentration.Of("aabb".ToCharArray()).Value([0, 1, 2, 3])!.Value.Should().BeApproximately(1.0 / 3, 1e-12);

    // All 4 x 4 = 16 ordered draws of two labels from p = (1/2, 1/4, 1/4): its mean must be the sum of squares, 3/8, which a plug-in share of two samples is not.
    [Test]
    public void It_is_unbiased_from_two_samples_on()
    {
        int[] population = [0, 0, 1, 2];
        population.SelectMany(a => population, (a, b) => SimpsonConcentration.Of([a, b]).Value([0, 1])!.Value).Average().Should().BeApproximately(3.0 / 8, 1e-12);
    }
}
