using System.IO.Compression;
using System.Text;

namespace DiversityBench.Metrics.Lexical;

/// <summary>
/// Bytes of the texts, joined by one space, over their compressed bytes (Shaib et al. 2024). Higher is more repetitive. The
/// encoder is pinned: zlib format of .NET's System.IO.Compression at CompressionLevel.Optimal, one pass; its byte counts differ
/// from zlib 1.2 level 6 by up to 5 %, so ratios of different tools do not compare. Below about 200 bytes the header dominates.
/// </summary>
/// <param name="Bytes">UTF-8 bytes of the joined texts.</param>
/// <param name="CompressedBytes">Bytes after compression, header and checksum included.</param>
public sealed record CompressionRatio(int Bytes, int CompressedBytes)
{
    /// <summary>Bytes over compressed bytes.</summary>
    public double Ratio => (double)Bytes / CompressedBytes;

    /// <summary>Compresses. Undefined without samples, and if all texts are empty or blank.</summary>
    /// <param name="texts">Texts, or tokens already cut to the common length and joined by one space.</param>
    public static Measured<CompressionRatio> Of(IReadOnlyList<string> texts)
    {
        if (texts.Count == 0)
            return new Undefined("no samples");
        if (texts.All(text => text.All(UnicodeCase.IsWhiteSpace)))
            return new Undefined("all texts are empty");
        var bytes = Encoding.UTF8.GetBytes(string.Join(' ', texts));
        using var compressed = new MemoryStream();
        using (var encoder = new ZLibStream(compressed, CompressionLevel.Optimal, leaveOpen: true))
            encoder.Write(bytes);
        return new CompressionRatio(bytes.Length, (int)compressed.Length);
    }
}
