using System.Numerics.Tensors;

namespace DiversityBench.Metrics.Lexical;

/// <summary>
/// A lexical encoder without weights, the contrast to a sentence encoder: words and word bigrams of texts, weighted by tf-idf and hashed into
/// a fixed number of components (Weinberger et al. 2009, arXiv 0902.2206). It knows wording and nothing of meaning.
/// </summary>
public static class HashedTerms
{
    /// <summary>Components of each vector.</summary>
    public const int Dimension = 2048;

    private const ulong HashStart = 14695981039346656037;
    private const ulong HashPrime = 1099511628211;
    private const ulong Golden = 0x9E3779B97F4A7C15;

    /// <summary>
    /// Unit vectors of texts. A term that is in d of N texts and f times in one weighs (1 + ln f) (1 + ln((1 + N) / (1 + d))) there: sublinear term
    /// frequency, smooth inverse document frequency. The sign of a term is hashed too, so that collisions cancel on average. A text without
    /// words has one term, the empty one.
    /// </summary>
    /// <param name="texts">The texts that are compared with each other: weights follow from all of them.</param>
    /// <returns>One vector a text, in their order.</returns>
    public static IReadOnlyList<ReadOnlyMemory<float>> Embed(IReadOnlyList<string> texts)
    {
        var counts = texts.Select(text => Terms(text).CountBy(term => term, StringComparer.Ordinal).ToArray()).ToArray();
        var texted = counts.SelectMany(terms => terms).CountBy(term => term.Key, StringComparer.Ordinal).ToDictionary(StringComparer.Ordinal);
        return [.. counts.Select(terms => (ReadOnlyMemory<float>)Vector(terms, term => 1 + Math.Log((1.0 + texts.Count) / (1.0 + texted[term]))))];
    }

    private static IEnumerable<string> Terms(string text)
    {
        var words = T1Tokenizer.Tokenize(text);
        return words.Count == 0 ? [""] : words.Concat(words.Zip(words.Skip(1), (first, second) => $"{first} {second}"));
    }

    private static float[] Vector(KeyValuePair<string, int>[] terms, Func<string, double> rarity)
    {
        var vector = new double[Dimension];
        foreach (var (term, count) in terms)
        {
            var hash = Hash(term);
            vector[hash % Dimension] += (hash >> 63 == 0 ? 1 : -1) * (1 + Math.Log(count)) * rarity(term);
        }

        var length = TensorPrimitives.Norm<double>(vector);

        // All terms of a text cancel where each meets its like of the other sign: as good as no words.
        return length > 0 ? Array.ConvertAll(vector, weight => (float)(weight / length)) : Vector([new("", 1)], _ => 1);
    }

    /// <summary>FNV-1a over the UTF-16 units, its bits mixed as SplitMix64 does.</summary>
    private static ulong Hash(string term)
    {
        var hash = HashStart;
        foreach (var unit in term)
            hash = (hash ^ unit) * HashPrime;
        var z = hash + Golden;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }
}
