using System.Runtime.InteropServices;
using System.Security.Cryptography;
using DiversityBench.Metrics;

namespace DiversityBench.Fixtures.Tokenization;

/// <summary>Whether two models speak of the same tokens: vocabularies of one size can still number them differently.</summary>
public static class Vocabularies
{
    /// <summary>The first id that stands for different tokens; null where every id stands for the same one. Costs one comparison an id.</summary>
    public static VocabularyDifference? FirstDifference(ITokenizer first, ITokenizer second)
    {
        if (ReferenceEquals(first, second))
            return null;
        for (var id = 0; id < Math.Max(first.VocabularySize, second.VocabularySize); id++)
        {
            var (ofFirst, ofSecond) = (first.Token(new TokenId(id)), second.Token(new TokenId(id)));
            if (!string.Equals(ofFirst, ofSecond, StringComparison.Ordinal))
                return new VocabularyDifference(new TokenId(id), ofFirst, ofSecond);
        }

        return null;
    }

    /// <summary>SHA-256 over all tokens in the order of their ids, 64 lower-case hexadecimal digits: equal where <see cref="FirstDifference"/> finds none.</summary>
    public static string Fingerprint(ITokenizer tokenizer)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        for (var id = 0; id < tokenizer.VocabularySize; id++)
        {
            // Lengths part the tokens; -1 is no token.
            var token = tokenizer.Token(new TokenId(id));
            hash.AppendData(BitConverter.GetBytes(token?.Length ?? -1));
            hash.AppendData(MemoryMarshal.AsBytes(token.AsSpan()));
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }
}
