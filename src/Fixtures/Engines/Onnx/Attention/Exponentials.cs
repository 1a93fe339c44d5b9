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
            var weight = Vector512.Exp(Vector512.Load(scores + i) - largest);
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

    private static float Most(Vector256<float> values)
    {
        var most = values[0];
        for (var i = 1; i < Vector256<float>.Count; i++)
            most = MathF.Max(most, values[i]);
        return most;
    }
}
