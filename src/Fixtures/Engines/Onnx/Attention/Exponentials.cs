using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace DiversityBench.Fixtures.Engines.Onnx.Attention;

/// <summary>The numerators of a softmax and their sum, in a fixed order.</summary>
internal static unsafe class Exponentials
{
    /// <summary>Replaces every score by exp(score - largest score) and returns the sum.</summary>
    /// <param name="scores">At least one finite; minus infinity gives 0. <c>[count]</c></param>
    /// <param name="count">A multiple of 16.</param>
    public static float Replace(float* scores, int count)
    {
        if (!Vector512.IsHardwareAccelerated)
            return Replace256(scores, count);
        var most = Vector512.Create(float.NegativeInfinity);
        for (var i = 0; i < count; i += 16)
            most = Vector512.Max(most, Vector512.Load(scores + i));
        var largest = Vector512.Create(Most(Vector256.Max(most.GetLower(), most.GetUpper())));
        var sum = Vector512<float>.Zero;
        for (var i = 0; i < count; i += 16)
        {
            var weight = Exp(Vector512.Load(scores + i) - largest);
            weight.Store(scores + i);
            sum += weight;
        }

        return Vector256.Sum(sum.GetLower() + sum.GetUpper());
    }

    private static float Replace256(float* scores, int count)
    {
        var most = Vector256.Create(float.NegativeInfinity);
        for (var i = 0; i < count; i += 8)
            most = Vector256.Max(most, Vector256.Load(scores + i));
        var largest = Vector256.Create(Most(most));
        var sum = Vector256<float>.Zero;
        for (var i = 0; i < count; i += 8)
        {
            var weight = Vector256.Exp(Vector256.Load(scores + i) - largest);
            weight.Store(scores + i);
            sum += weight;
        }

        return Vector256.Sum(sum);
    }

    /// <summary>
    /// exp(x) for x of 0 or less, to some 2e-7 relative; 0 below -87, where float32 ends: 2^n times the polynomial of Cephes' expf in the rest. Three times
    /// as fast as Vector512.Exp, which computes in double precision.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<float> Exp(Vector512<float> x)
    {
        var bounded = Vector512.Max(x, Vector512.Create(-87f));
        var n = Vector512.Round(bounded * Vector512.Create(1.44269504f));
        var rest = Vector512.FusedMultiplyAdd(n, Vector512.Create(-0.693359375f), bounded);
        rest = Vector512.FusedMultiplyAdd(n, Vector512.Create(2.12194440e-4f), rest);
        var sum = Vector512.Create(1.9875691500e-4f);
        sum = Vector512.FusedMultiplyAdd(sum, rest, Vector512.Create(1.3981999507e-3f));
        sum = Vector512.FusedMultiplyAdd(sum, rest, Vector512.Create(8.3334519073e-3f));
        sum = Vector512.FusedMultiplyAdd(sum, rest, Vector512.Create(4.1665795894e-2f));
        sum = Vector512.FusedMultiplyAdd(sum, rest, Vector512.Create(1.6666665459e-1f));
        sum = Vector512.FusedMultiplyAdd(sum, rest, Vector512.Create(5.0000001201e-1f));
        sum = Vector512.FusedMultiplyAdd(sum, rest * rest, rest + Vector512<float>.One);
        var power = Vector512.ShiftLeft(Vector512.ConvertToInt32(n) + Vector512.Create(127), 23).AsSingle();
        return Vector512.ConditionalSelect(Vector512.GreaterThan(x, Vector512.Create(-87f)), sum * power, Vector512<float>.Zero);
    }

    private static float Most(Vector256<float> values)
    {
        var most = values[0];
        for (var i = 1; i < Vector256<float>.Count; i++)
            most = MathF.Max(most, values[i]);
        return most;
    }
}
