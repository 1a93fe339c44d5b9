using DiversityBench.Metrics.Sets;
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
