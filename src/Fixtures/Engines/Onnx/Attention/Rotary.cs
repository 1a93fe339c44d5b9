namespace DiversityBench.Fixtures.Engines.Onnx.Attention;

/// <summary>Rotary positions (Su et al. 2021) from a table of cosines and sines, one row of half a head a position.</summary>
internal static unsafe class Rotary
{
    /// <summary>Turns the pairs of a vector and scales the result.</summary>
    /// <param name="vector">A head's query or key.</param>
    /// <param name="size">Its length.</param>
    /// <param name="cosines">The position's row. <c>[size / 2]</c></param>
    /// <param name="sines">The position's row. <c>[size / 2]</c></param>
    /// <param name="interleaved">Whether pairs are neighbours rather than lie half a vector apart.</param>
    /// <param name="scale">Factor of the result.</param>
    /// <param name="result">Another place than the vector's.</param>
    public static void Turn(float* vector, int size, float* cosines, float* sines, bool interleaved, float scale, float* result)
    {
        var (next, partner) = interleaved ? (2, 1) : (1, size / 2);
        for (var i = 0; i < size / 2; i++)
        {
            float x = vector[i * next], y = vector[(i * next) + partner];
            result[i * next] = ((x * cosines[i]) - (y * sines[i])) * scale;
            result[(i * next) + partner] = ((x * sines[i]) + (y * cosines[i])) * scale;
        }
    }
}
