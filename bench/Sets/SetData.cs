namespace DiversityBench.Bench.Sets;

/// <summary>Samples as both sides get them, the same at every call.</summary>
internal sealed record SetData(IReadOnlyList<string[]> Texts, IReadOnlyList<float[]> Vectors)
{
    /// <summary>Components of a sentence embedding.</summary>
    public const int Dimensions = 384;

    /// <summary>Texts of 60 words, of which a few are frequent, and embeddings around eight topics.</summary>
    public static SetData Draw(int texts, int vectors)
    {
        var random = new Random(1);
        var topics = Enumerable.Range(0, 8).Select(_ => Vector(random, 1)).ToArray();
        return new SetData(
            [.. Enumerable.Range(0, texts).Select(_ => Enumerable.Range(0, 60).Select(_ => $"w{(int)(500 * Math.Pow(random.NextDouble(), 3))}").ToArray())],
            [.. Enumerable.Range(0, vectors).Select(i => Vector(random, 0.8, topics[random.Next(topics.Length)]))]);
    }

    private static float[] Vector(Random random, double spread, float[]? around = null)
        => [.. Enumerable.Range(0, Dimensions).Select(d => (float)((around?[d] ?? 0) + (spread * Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble()))))];
}
