using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace DiversityBench.Fixtures.Engines.Onnx.Attention;

/// <summary>Products of one query with the tokens of its row, each in a fixed order.</summary>
internal static unsafe class RowProducts
{
    /// <summary>scores[t] = query · keys[t]; keys lie one after the other, each of <paramref name="size"/> numbers, a multiple of 16.</summary>
    public static void Scores(float* query, float* keys, int size, int tokens, float* scores)
    {
        var token = 0;
        for (; token + 4 <= tokens && Vector512.IsHardwareAccelerated; token += 4, keys += 4 * size)
            Four512(query, keys, size, scores + token);
        for (; token < tokens; token++, keys += size)
            scores[token] = Vector512.IsHardwareAccelerated ? Dot512(query, keys, size) : Dot256(query, keys, size);
    }

    /// <summary>sum[i] = sum over t of weights[t] values[t, i].</summary>
    public static void Mix(float* weights, float* values, int size, int tokens, float* sum)
    {
        for (var part = 0; part < size; part += 32)
        {
            if (size - part >= 32 && Vector512.IsHardwareAccelerated)
                Mix512(weights, values + part, size, tokens, sum + part);
            else
                Mix256(weights, values + part, size, tokens, Math.Min(32, size - part), sum + part);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Four512(float* query, float* keys, int size, float* scores)
    {
        var part = Vector512.Load(query);
        Vector512<float> s0 = part * Vector512.Load(keys), s1 = part * Vector512.Load(keys + size);
        Vector512<float> s2 = part * Vector512.Load(keys + (2 * size)), s3 = part * Vector512.Load(keys + (3 * size));
        for (var i = 16; i < size; i += 16)
        {
            part = Vector512.Load(query + i);
            s0 = Vector512.FusedMultiplyAdd(part, Vector512.Load(keys + i), s0);
            s1 = Vector512.FusedMultiplyAdd(part, Vector512.Load(keys + i + size), s1);
            s2 = Vector512.FusedMultiplyAdd(part, Vector512.Load(keys + i + (2 * size)), s2);
            s3 = Vector512.FusedMultiplyAdd(part, Vector512.Load(keys + i + (3 * size)), s3);
        }

        scores[0] = Vector512.Sum(s0);
        scores[1] = Vector512.Sum(s1);
        scores[2] = Vector512.Sum(s2);
        scores[3] = Vector512.Sum(s3);
    }

    private static float Dot512(float* x, float* y, int size)
    {
        var sum = Vector512.Load(x) * Vector512.Load(y);
        for (var i = 16; i < size; i += 16)
            sum = Vector512.FusedMultiplyAdd(Vector512.Load(x + i), Vector512.Load(y + i), sum);
        return Vector512.Sum(sum);
    }

    private static float Dot256(float* x, float* y, int size)
    {
        var sum = Vector256.Load(x) * Vector256.Load(y);
        for (var i = 8; i < size; i += 8)
            sum = Vector256.FusedMultiplyAdd(Vector256.Load(x + i), Vector256.Load(y + i), sum);
        return Vector256.Sum(sum);
    }

    private static void Mix512(float* weights, float* values, int stride, int tokens, float* sum)
    {
        var (low, high) = (Vector512<float>.Zero, Vector512<float>.Zero);
        for (var token = 0; token < tokens; token++, values += stride)
        {
            var weight = Vector512.Create(weights[token]);
            low = Vector512.FusedMultiplyAdd(weight, Vector512.Load(values), low);
            high = Vector512.FusedMultiplyAdd(weight, Vector512.Load(values + 16), high);
        }

        low.Store(sum);
        high.Store(sum + 16);
    }

    private static void Mix256(float* weights, float* values, int stride, int tokens, int size, float* sum)
    {
        for (var part = 0; part < size; part += 16)
        {
            var (low, high) = (Vector256<float>.Zero, Vector256<float>.Zero);
            var value = values + part;
            for (var token = 0; token < tokens; token++, value += stride)
            {
                var weight = Vector256.Create(weights[token]);
                low = Vector256.FusedMultiplyAdd(weight, Vector256.Load(value), low);
                high = Vector256.FusedMultiplyAdd(weight, Vector256.Load(value + 8), high);
            }

            low.Store(sum + part);
            high.Store(sum + part + 8);
        }
    }
}
