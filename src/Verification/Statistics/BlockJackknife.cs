using System.Numerics.Tensors;
using System.Runtime.Intrinsics;
using DiversityBench.Metrics.Sets;

namespace DiversityBench.Verification.Statistics;

/// <summary><see cref="Jackknife"/> of both sets in a whole block of labellings.</summary>
internal static class BlockJackknife
{
    /// <summary>Figure and variance in each labelling, [<see cref="LabelBlock.Width"/>]; NaN where a value is missing, or not positive under the logarithm.</summary>
    /// <param name="metric">The metric.</param>
    /// <param name="block">The labellings.</param>
    /// <param name="logarithm">Whether the figure is ln of the metric.</param>
    /// <param name="buffer">Working memory, at least <see cref="LabelBlock.Width"/> times as long as the pool.</param>
    /// <param name="first">Receives the figures of the first sets.</param>
    /// <param name="second">Receives the figures of the second sets.</param>
    /// <param name="varianceOfFirst">Receives the variances of the first figures.</param>
    /// <param name="varianceOfSecond">Receives the variances of the second figures.</param>
    public static void Of(
        IBlockMetric metric, LabelBlock block, bool logarithm, Span<double> buffer, Span<double> first, Span<double> second, Span<double> varianceOfFirst, Span<double> varianceOfSecond)
    {
        var without = buffer[..(metric.Count * LabelBlock.Width)];
        metric.Evaluate(block, first, second, without);
        if (logarithm)
            TensorPrimitives.Log(without, without);
        var isExact = metric is IScalarSetMetric;
        for (var tile = 0; tile < LabelBlock.Width / LabelBlock.Lanes; tile++)
        {
            var (ofFirst, ofSecond) = Variances(block, tile, without, isExact);
            ofFirst.CopyTo(varianceOfFirst[(tile * LabelBlock.Lanes)..]);
            ofSecond.CopyTo(varianceOfSecond[(tile * LabelBlock.Lanes)..]);
        }

        Finish(metric, block.FirstCount, logarithm, first, varianceOfFirst);
        Finish(metric, block.SecondCount, logarithm, second, varianceOfSecond);
    }

    private static void Finish(IBlockMetric metric, int n, bool logarithm, Span<double> values, Span<double> variances)
    {
        for (var b = 0; b < values.Length; b++)
        {
            var (value, scale) = (values[b], logarithm ? values[b] * values[b] : 1);
            if (metric is IFlooredVariance floored)
                variances[b] = Math.Max(variances[b], floored.SmallestVariance(value, n) / scale);
            if (!logarithm)
                continue;
            values[b] = value > 0 ? Math.Log(value) : double.NaN;
        }
    }

    /// <summary>Deviations are taken from a member's figure: equal figures then give exactly zero, not the square of a rounding error.</summary>
    private static (Vector512<double> First, Vector512<double> Second) Variances(LabelBlock block, int tile, ReadOnlySpan<double> without, bool isExact)
    {
        Vector512<double> anyOfFirst = default, anyOfSecond = default;
        for (var i = 0; i < block.Count; i++)
        {
            var figure = Vector512.Create(without[block.Place(tile, i)..]);
            anyOfFirst = block.Choose(tile, i, figure, anyOfFirst);
            anyOfSecond = Vector512.ConditionalSelect(Vector512.Equals(block.Second(tile, i), Vector512<double>.Zero), anyOfSecond, figure);
        }

        var (first, second) = (default(Spread), default(Spread));
        var (nearFirst, nearSecond) = (isExact ? default : Rounding(anyOfFirst), isExact ? default : Rounding(anyOfSecond));
        for (var i = 0; i < block.Count; i++)
        {
            var figure = Vector512.Create(without[block.Place(tile, i)..]);
            first.Add(figure - anyOfFirst, block.First(tile, i), nearFirst);
            second.Add(figure - anyOfSecond, block.Second(tile, i), nearSecond);
        }

        return (first.Variance(block.FirstCount), second.Variance(block.SecondCount));
    }

    private static Vector512<double> Rounding(Vector512<double> figures) => 1e-12 * Vector512.Max(Vector512<double>.One, Vector512.Abs(figures));

    private struct Spread
    {
        private Vector512<double> _sum;
        private Vector512<double> _squares;
        private Vector512<double> _varies;

        public void Add(Vector512<double> deviation, Vector512<double> isMember, Vector512<double> rounding)
        {
            // Outside the set there may be NaN, which a factor of 0 would not remove.
            deviation = Vector512.AndNot(deviation, Vector512.Equals(isMember, Vector512<double>.Zero));
            _sum += deviation;
            _squares += deviation * deviation;
            _varies |= ~Vector512.LessThanOrEqual(Vector512.Abs(deviation), rounding);
        }

        public readonly Vector512<double> Variance(double n) => _varies & ((_squares - (_sum * _sum / n)) * ((n - 1) / n));
    }
}
