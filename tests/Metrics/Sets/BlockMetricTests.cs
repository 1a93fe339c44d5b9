using DiversityBench.Metrics.Attractors;
using DiversityBench.Metrics.Sets;
using DiversityBench.Tests.Verification.Statistics;
using DiversityBench.Verification.Claims;
using DiversityBench.Verification.Statistics;
using FluentAssertions;
using NUnit.Framework;

namespace DiversityBench.Tests.Metrics.Sets;

/// <summary>A block of labellings gives what one labelling at a time gives; tolerances allow for sums in another order.</summary>
[TestFixture]
internal sealed class BlockMetricTests
{
    private const int Lonely = 3;

    private static IEnumerable<TestCaseData> Metrics()
    {
        double[] oneApart = [5, 5, 5, 5, 5, 5, 5, 5, 5, 5, 5, 1e7];
        (string Name, IBlockMetric Metric)[] metrics =
        [
            ("mean", new MeanOfScalars(PooledSamples.Scalars)),
            ("mean far from 0", new MeanOfScalars([.. PooledSamples.Scalars.Select(s => 1e6 + s)])),
            ("standard deviation", Spread.StandardDeviation(PooledSamples.Scalars)),
            ("variance", Spread.Variance(PooledSamples.Scalars)),
            ("variance of one outlier", Spread.Variance(oneApart)),
            ("Hill 0", HillNumber.Of(PooledSamples.Names, 0)),
            ("Hill 1", HillNumber.Of(PooledSamples.Names, 1, millerMadow: false)),
            ("Hill 1, Miller-Madow", HillNumber.Of(PooledSamples.Names)),
            ("Hill 2", HillNumber.Of(PooledSamples.Names, 2)),
            ("distinct", DistinctShare.Of(PooledSamples.Names)),
            ("share", new ShareOfSamples([.. PooledSamples.Scalars.Select(s => s > 2)])),
            ("pairs", new MeanPairwiseDissimilarity(PooledSamples.Similarities)),
            ("convergence rate", new ConvergenceRate([4, 12, 20], [.. PooledSamples.Scalars.Select(x => new[] { 1, Math.Abs(x), 1 / (1 + Math.Abs(x)) })])),
            ("near-duplicates", new NearDuplicateShare(PooledSamples.Similarities, 0.9)),
        ];
        foreach (var (name, metric) in metrics)
        {
            yield return new TestCaseData(metric, Enumerable.Range(0, 12).ToArray()).SetArgDisplayNames(name, "whole pool");
            yield return new TestCaseData(metric, Enumerable.Range(0, 12).Where(i => i != Lonely).ToArray()).SetArgDisplayNames(name, "one sample in no set");
        }
    }

    [TestCaseSource(nameof(Metrics))]
    public void A_block_equals_one_labelling_at_a_time(IBlockMetric metric, int[] members)
    {
        const int FirstCount = 5;
        var (block, labellings) = Label(metric.Count, members, FirstCount);
        double[] first = new double[LabelBlock.Width], second = new double[LabelBlock.Width], without = new double[metric.Count * LabelBlock.Width];
        metric.Evaluate(block, first, second, without);
        for (var b = 0; b < LabelBlock.Width; b++)
        {
            Check(labellings[b][..FirstCount], first[b], b);
            Check(labellings[b][FirstCount..], second[b], b);
        }

        void Check(int[] set, double value, int labelling)
        {
            var leaveOneOut = new double[set.Length];
            Near.Relative(value, metric.ValueAndLeaveOneOut(set, leaveOneOut)!.Value, 1e-9, "value");
            for (var i = 0; i < set.Length; i++)
                Near.Relative(without[block.Place(labelling / LabelBlock.Lanes, set[i]) + (labelling % LabelBlock.Lanes)], leaveOneOut[i], 1e-9, $"without {set[i]}");
        }
    }

    [TestCaseSource(nameof(Metrics))]
    public void The_jackknife_of_a_block_equals_one_labelling_at_a_time(IBlockMetric metric, int[] members)
    {
        foreach (var logarithm in new[] { false, true })
        {
            const int FirstCount = 5;
            var (block, labellings) = Label(metric.Count, members, FirstCount);
            double[] first = new double[LabelBlock.Width], second = new double[LabelBlock.Width], ofFirst = new double[LabelBlock.Width], ofSecond = new double[LabelBlock.Width];
            BlockJackknife.Of(metric, block, logarithm, new double[metric.Count * LabelBlock.Width], first, second, ofFirst, ofSecond);
            for (var b = 0; b < LabelBlock.Width; b++)
            {
                Check(labellings[b][..FirstCount], first[b], ofFirst[b]);
                Check(labellings[b][FirstCount..], second[b], ofSecond[b]);
            }

            void Check(int[] set, double figure, double variance)
            {
                if (Jackknife.Of(metric, set, logarithm, new double[set.Length]) is not { } expected)
                {
                    double.IsNaN(figure + variance).Should().BeTrue("neither is defined for {0}", string.Join(' ', set));
                    return;
                }

                Near.Relative(figure, expected.Figure, 1e-9, "figure");
                Near.Relative(variance, expected.Variance, 1e-7, "variance");
            }
        }
    }

    [Test]
    public void Ranks_in_a_block_equal_one_labelling_at_a_time()
    {
        const int FirstCount = 5;
        var statistic = new RankDifference(new MeanOfScalars(PooledSamples.Scalars));
        var (block, labellings) = Label(12, [.. Enumerable.Range(0, 12)], FirstCount);
        double[] effects = new double[LabelBlock.Width], variances = new double[LabelBlock.Width], buffer = new double[12 * LabelBlock.Width];
        statistic.AddEstimates(block, buffer, effects, variances);
        for (var b = 0; b < LabelBlock.Width; b++)
        {
            var expected = statistic.Estimate(labellings[b].AsSpan(0, FirstCount), labellings[b].AsSpan(FirstCount), buffer)!.Value;
            Near.Absolute(effects[b], expected.Effect, 1e-12, "effect");
            Near.Relative(variances[b], expected.Variance, 1e-12, "variance");
        }
    }

    [Test]
    public void Equal_samples_have_a_variance_of_exactly_zero()
    {
        var (block, _) = Label(12, [.. Enumerable.Range(0, 12)], 5);
        foreach (var metric in new IBlockMetric[] { new MeanOfScalars([.. Enumerable.Repeat(0.1, 12)]), Spread.Variance([.. Enumerable.Repeat(0.1, 12)]) })
        {
            double[] figures = new double[LabelBlock.Width], variances = new double[LabelBlock.Width];
            BlockJackknife.Of(metric, block, false, new double[12 * LabelBlock.Width], figures, new double[LabelBlock.Width], variances, new double[LabelBlock.Width]);
            variances.Should().AllBeEquivalentTo(0.0);
        }
    }

    private static (LabelBlock Block, int[][] Labellings) Label(int count, int[] members, int firstCount)
    {
        var block = new LabelBlock(count);
        var first = new ulong[count];
        var labellings = new int[LabelBlock.Width][];
        for (var b = 0; b < labellings.Length; b++)
        {
            labellings[b] = [.. members];
            new RandomStream(5, (ulong)b).Choose(labellings[b], firstCount);
            foreach (var member in labellings[b][..firstCount])
                first[member] |= 1UL << b;
        }

        block.Fill(members, firstCount, first);
        return (block, labellings);
    }
}
