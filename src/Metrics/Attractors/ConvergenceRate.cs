using System.Runtime.Intrinsics;
using DiversityBench.Metrics.Sets;

namespace DiversityBench.Metrics.Attractors;

/// <summary>
/// How fast pushed texts approach the unpushed ones: minus the least-squares slope of ln(mean distance) over the tokens after the push, per
/// token; negative where they part. The mean over samples is taken first, since single distances may be 0. Distances halved every 10
/// tokens give ln 2 / 10 = 0.0693.
/// </summary>
public sealed class ConvergenceRate : IBlockMetric
{
    /// <summary>Means below are 0, up to what subtracting leaves.</summary>
    private const double SmallestMean = 1e-12;

    private readonly double[] _weights;
    private readonly double[][] _distances;

    /// <summary>A metric over one row of distances per pooled sample.</summary>
    /// <param name="tokensAfterPush">[places], at least two different.</param>
    /// <param name="distances">[samples][places], finite, at least 0.</param>
    public ConvergenceRate(IReadOnlyList<double> tokensAfterPush, IReadOnlyList<double[]> distances)
    {
        var mean = tokensAfterPush.Average();
        var squares = tokensAfterPush.Sum(x => (x - mean) * (x - mean));
        if (!(squares > 0))
            throw new ArgumentException($"Expected distances at two places after the push or more because a rate is a slope, but found {tokensAfterPush.Distinct().Count()}.\nNext step: measure farther on.", nameof(tokensAfterPush));
        if (distances.FirstOrDefault(row => row.Length != tokensAfterPush.Count || row.Any(d => !(d >= 0) || double.IsInfinity(d))) is { } faulty)
            throw new ArgumentException($"Expected {tokensAfterPush.Count} distances of 0 or more per sample because they are averaged, but found {string.Join(", ", faulty.Select(d => FormattableString.Invariant($"{d}")))}.\nNext step: leave samples without a distance out.", nameof(distances));
        _weights = [.. tokensAfterPush.Select(x => -(x - mean) / squares)];
        _distances = [.. distances];
    }

    /// <inheritdoc/>
    public int Count => _distances.Length;

    /// <inheritdoc/>
    public int FewestMembers => 1;

    /// <inheritdoc/>
    public double? Value(ReadOnlySpan<int> members) => members.Length < FewestMembers ? null : Rate(Sums(members), null, members.Length);

    /// <inheritdoc/>
    public bool LeaveOneOut(ReadOnlySpan<int> members, Span<double> values)
    {
        if (members.Length <= FewestMembers)
            return false;
        var sums = Sums(members);
        for (var i = 0; i < members.Length; i++)
        {
            if (Rate(sums, _distances[members[i]], members.Length - 1) is not { } rate)
                return false;
            values[i] = rate;
        }

        return true;
    }

    /// <inheritdoc/>
    public void Evaluate(LabelBlock block, Span<double> first, Span<double> second, Span<double> without)
    {
        var (sumsOfFirst, sumsOfSecond) = (new Vector512<double>[_weights.Length], new Vector512<double>[_weights.Length]);
        for (var tile = 0; tile < LabelBlock.Width / LabelBlock.Lanes; tile++)
        {
            Array.Clear(sumsOfFirst);
            Array.Clear(sumsOfSecond);
            for (var i = 0; i < _distances.Length; i++)
            {
                for (var k = 0; k < _weights.Length; k++)
                {
                    sumsOfFirst[k] += block.First(tile, i) * _distances[i][k];
                    sumsOfSecond[k] += block.Second(tile, i) * _distances[i][k];
                }
            }

            Rates(sumsOfFirst, block.FirstCount).CopyTo(first[(tile * LabelBlock.Lanes)..]);
            Rates(sumsOfSecond, block.SecondCount).CopyTo(second[(tile * LabelBlock.Lanes)..]);
            var ofOthers = (First: Vector512.Create(block.FirstCount - 1.0), Second: Vector512.Create(block.SecondCount - 1.0));
            for (var i = 0; i < _distances.Length; i++)
            {
                var (rate, count) = (Vector512<double>.Zero, block.Choose(tile, i, ofOthers.First, ofOthers.Second));
                for (var k = 0; k < _weights.Length; k++)
                    rate += _weights[k] * Log((block.Choose(tile, i, sumsOfFirst[k], sumsOfSecond[k]) - Vector512.Create(_distances[i][k])) / count);
                rate.CopyTo(without[block.Place(tile, i)..]);
            }
        }
    }

    private Vector512<double> Rates(Vector512<double>[] sums, int count)
    {
        var rate = Vector512<double>.Zero;
        for (var k = 0; k < sums.Length; k++)
            rate += _weights[k] * Log(sums[k] / count);
        return rate;
    }

    private static Vector512<double> Log(Vector512<double> means)
        => Vector512.ConditionalSelect(Vector512.GreaterThan(means, Vector512.Create(SmallestMean)), Vector512.Log(means), Vector512.Create(double.NaN));

    private double[] Sums(ReadOnlySpan<int> members)
    {
        var sums = new double[_weights.Length];
        foreach (var member in members)
        {
            for (var k = 0; k < sums.Length; k++)
                sums[k] += _distances[member][k];
        }

        return sums;
    }

    /// <summary>The rate of sums over <paramref name="count"/> samples; null where a mean distance is 0.</summary>
    private double? Rate(double[] sums, double[]? left, int count)
    {
        double rate = 0;
        for (var k = 0; k < sums.Length; k++)
        {
            var mean = (sums[k] - (left?[k] ?? 0)) / count;
            if (!(mean > SmallestMean))
                return null;
            rate += _weights[k] * Math.Log(mean);
        }

        return rate;
    }
}
