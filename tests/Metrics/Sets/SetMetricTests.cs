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
