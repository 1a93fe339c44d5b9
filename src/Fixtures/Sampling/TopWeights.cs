using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using DiversityBench.Metrics;

namespace DiversityBench.Fixtures.Sampling;

/// <summary>The largest weights of a row and the tokens that hold them; of equal weights the smaller token comes first.</summary>
internal sealed class TopWeights
{
    private readonly float[] _weights = new float[TopTokens.Most];
    private readonly int[] _tokens = new int[TopTokens.Most];
    private int _found;

    /// <summary>The token ids, from the largest weight down; fewer where fewer weights are above 0.</summary>
    public TopTokens Tokens => new(_tokens.AsSpan(0, _found));

    /// <summary>A weight, from the largest down; 0 where there is none.</summary>
    public float this[int rank] => _weights[rank];

    /// <summary>Looks through a row.</summary>
    /// <param name="row">Weights, none below 0. <c>[vocab]</c></param>
    public void Find(float[] row)
    {
        Array.Clear(_weights);
        _found = 0;
        ref var start = ref MemoryMarshal.GetArrayDataReference(row);
        var i = 0;
        for (; i <= row.Length - 16; i += 16)
        {
            var above = Vector512.GreaterThan(Vector512.LoadUnsafe(ref start, (nuint)i), Vector512.Create(_weights[^1])).ExtractMostSignificantBits();
            for (; above != 0; above &= above - 1)
            {
                var token = i + BitOperations.TrailingZeroCount(above);
                Insert(token, row[token]);
            }
        }

        for (; i < row.Length; i++)
            Insert(i, row[i]);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Insert(int token, float weight)
    {
        if (weight <= _weights[^1])
            return;
        var place = _weights.Length - 1;
        for (; place > 0 && _weights[place - 1] < weight; place--)
            (_weights[place], _tokens[place]) = (_weights[place - 1], _tokens[place - 1]);
        (_weights[place], _tokens[place]) = (weight, token);
        _found = Math.Min(_found + 1, TopTokens.Most);
    }
}
