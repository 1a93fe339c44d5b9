using System.Numerics;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using DiversityBench.Metrics;

namespace DiversityBench.Fixtures.Sampling;

/// <summary>
/// Turns one row of logits into <see cref="StepStatistics"/> and a draw. It owns scratch memory of a few vocabulary
/// sizes and is used by one thread. Sums run in a fixed order (16 lanes, blocks of <see cref="BlockSize"/>), whatever the alignment
/// of the row, so equal logits give equal bits; block sums and everything above them are double.
/// </summary>
public sealed class NextTokenDistribution
{
    private const int BlockSize = 512;
    private const double NucleusMass = 0.95;

    private readonly float[] _weights;
    private readonly double[] _blockSums;
    private readonly float[] _candidates;
    private readonly TopWeights _top = new();
    private readonly NucleusHistogram _histogram = new();
    private float _maximum;
    private double _total;
    private double _entropy;
    private int _nucleus;

    /// <summary>Prepares scratch memory.</summary>
    /// <param name="vocabularySize">Length of every row, at least 1.</param>
    public NextTokenDistribution(int vocabularySize)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(vocabularySize, 1);
        _weights = new float[vocabularySize];
        _candidates = new float[vocabularySize];
        _blockSums = new double[(vocabularySize + BlockSize - 1) / BlockSize];
    }

    /// <summary>Length of a row.</summary>
    public int VocabularySize => _weights.Length;

    /// <summary>Computes everything that does not depend on the draw.</summary>
    /// <param name="logits">Raw logits. <c>[vocab]</c></param>
    /// <returns>False when a logit is NaN or infinite; nothing may then be read.</returns>
    public bool Load(ReadOnlySpan<float> logits)
    {
        if (logits.Length != _weights.Length)
            throw new ArgumentException($"Expected {_weights.Length} logits, but found {logits.Length}.", nameof(logits));

        _maximum = Maximum(logits);
        var (total, weighted) = Exponentiate(logits, _maximum, 1f, _weights, _blockSums);
        if (!double.IsFinite(total) || !double.IsFinite(weighted))
            return false;

        _total = total;
        _entropy = Math.Max(0, Math.Log(total) - (weighted / total));
        _top.Find(_weights);
        _nucleus = FindNucleus();
        return true;
    }

    /// <summary>Statistics of the loaded row.</summary>
    /// <param name="logits">The row that was loaded.</param>
    /// <param name="chosen">The token whose log-probability is kept.</param>
    public StepStatistics Describe(ReadOnlySpan<float> logits, TokenId chosen)
    {
        var scale = 1 / _total;
        return new StepStatistics(
            (float)_entropy,
            (float)(_top[0] * scale),
            (float)(_top[1] * scale),
            (float)(_top[2] * scale),
            (float)(_top[3] * scale),
            (float)(_top[4] * scale),
            _nucleus,
            (float)Math.Min(0, logits[chosen.Value] - (double)_maximum - Math.Log(_total)))
        {
            TopTokens = _top.Tokens,
        };
    }

    /// <summary>Draws from the loaded distribution at T = 1 by inversion, in order of token id.</summary>
    /// <param name="uniform">Uniform number in [0, 1).</param>
    public TokenId Draw(double uniform) => DrawFrom(_weights, _blockSums, _total, uniform);

    /// <summary>Draws from any logits at a temperature, without truncation. The loaded row's figures stay as they are.</summary>
    /// <param name="logits">Logits as the sampler sees them, finite. <c>[vocab]</c></param>
    /// <param name="temperature">Above 0.</param>
    /// <param name="uniform">Uniform number in [0, 1).</param>
    /// <param name="weights">Receives exp((x - max) / T). <c>[vocab]</c></param>
    public TokenId DrawAt(ReadOnlySpan<float> logits, double temperature, double uniform, float[] weights)
    {
        var sums = new double[_blockSums.Length];
        var (total, _) = Exponentiate(logits, Maximum(logits), (float)(1 / temperature), weights, sums);
        return DrawFrom(weights, sums, total, uniform);
    }

    private static TokenId DrawFrom(float[] weights, double[] blockSums, double total, double uniform)
    {
        var left = uniform * total;
        var block = 0;
        while (block < blockSums.Length - 1 && left >= blockSums[block])
            left -= blockSums[block++];

        var end = Math.Min(weights.Length, (block + 1) * BlockSize);
        var last = block * BlockSize;
        for (var i = block * BlockSize; i < end; i++)
        {
            if (weights[i] <= 0)
                continue;
            last = i;
            left -= weights[i];
            if (left < 0)
                break;
        }

        return new TokenId(last);
    }

    private static float Maximum(ReadOnlySpan<float> row)
    {
        ref var start = ref MemoryMarshal.GetReference(row);
        var maximum = float.NegativeInfinity;
        var i = 0;
        if (row.Length >= 16)
        {
            var lanes = Vector512.LoadUnsafe(ref start);
            for (i = 16; i <= row.Length - 16; i += 16)
                lanes = Vector512.Max(lanes, Vector512.LoadUnsafe(ref start, (nuint)i));
            for (var lane = 0; lane < 16; lane++)
                maximum = MathF.Max(maximum, lanes[lane]);
        }

        for (; i < row.Length; i++)
            maximum = MathF.Max(maximum, row[i]);
        return maximum;
    }

    /// <summary>weights = exp(d), d = (x - maximum) * scale; returns the sums of exp(d) and of d * exp(d).</summary>
    private static (double Total, double Weighted) Exponentiate(
        ReadOnlySpan<float> row, float maximum, float scale, float[] weights, double[] blockSums)
    {
        ref var source = ref MemoryMarshal.GetReference(row);
        ref var target = ref MemoryMarshal.GetArrayDataReference(weights);
        var shift = Vector512.Create(maximum);
        var factor = Vector512.Create(scale);
        double total = 0, weighted = 0;
        for (var block = 0; block < blockSums.Length; block++)
        {
            var i = block * BlockSize;
            var end = Math.Min(row.Length, i + BlockSize);
            var sum = Vector512<float>.Zero;
            var product = Vector512<float>.Zero;
            for (; i <= end - 16; i += 16)
            {
                var d = (Vector512.LoadUnsafe(ref source, (nuint)i) - shift) * factor;
                var e = Vector512.Exp(d);
                e.StoreUnsafe(ref target, (nuint)i);
                sum += e;
                product += d * e;
            }

            var blockTotal = SumLanes(sum);
            weighted += SumLanes(product);
            for (; i < end; i++)
            {
                var d = (row[i] - maximum) * scale;
                weights[i] = MathF.Exp(d);
                blockTotal += weights[i];
                weighted += (double)d * weights[i];
            }

            blockSums[block] = blockTotal;
            total += blockTotal;
        }

        return (total, weighted);
    }

    private static double SumLanes(Vector512<float> lanes)
    {
        double sum = 0;
        for (var i = 0; i < 16; i++)
            sum += lanes[i];
        return sum;
    }

    private int FindNucleus()
    {
        var wanted = NucleusMass * _total;
        double mass = 0;
        for (var k = 0; k < Math.Min(5, _weights.Length); k++)
        {
            mass += _top[k];
            if (mass >= wanted)
                return k + 1;
        }

        // Tokens below this weight hold less than 5 % of the mass together, so the nucleus needs none of them.
        var floor = (float)((1 - NucleusMass) * 0.99 * _total / _weights.Length);
        return _histogram.Count(Candidates(floor), wanted);
    }

    private Span<float> Candidates(float floor)
    {
        ref var start = ref MemoryMarshal.GetArrayDataReference(_weights);
        var least = Vector512.Create(floor);
        var count = 0;
        var i = 0;
        for (; i <= _weights.Length - 16; i += 16)
        {
            var kept = Vector512.GreaterThanOrEqual(Vector512.LoadUnsafe(ref start, (nuint)i), least).ExtractMostSignificantBits();
            for (; kept != 0; kept &= kept - 1)
                _candidates[count++] = _weights[i + BitOperations.TrailingZeroCount(kept)];
        }

        for (; i < _weights.Length; i++)
        {
            if (_weights[i] >= floor)
                _candidates[count++] = _weights[i];
        }

        return _candidates.AsSpan(0, count);
    }
}
