using System.IO.Compression;
using System.Text;

namespace DiversityBench.Tests.Report;

/// <summary>What a report's script would unpack.</summary>
internal static class PackedSamples
{
    /// <summary>The samples of a report as JSON.</summary>
    public static string Of(string page)
    {
        const string Begin = "<script type=\"text/plain\" id=\"samples\">";
        var start = page.IndexOf(Begin, StringComparison.Ordinal) + Begin.Length;
        using var packed = new MemoryStream(Convert.FromBase64String(page[start..page.IndexOf('<', start)]));
        using var text = new StreamReader(new DeflateStream(packed, CompressionMode.Decompress), Encoding.UTF8);
        return text.ReadToEnd();
    }
}
