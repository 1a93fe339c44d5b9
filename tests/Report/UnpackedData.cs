using System.IO.Compression;
using System.Text;

namespace DiversityBench.Tests.Report;

/// <summary>What a report's script would unpack.</summary>
internal static class UnpackedData
{
    /// <summary>The samples of a report, or what is called otherwise, as JSON.</summary>
    public static string Of(string page, string id = "samples")
    {
        var begin = $"<script type=\"text/plain\" id=\"{id}\">";
        var start = page.IndexOf(begin, StringComparison.Ordinal) + begin.Length;
        using var packed = new MemoryStream(Convert.FromBase64String(page[start..page.IndexOf('<', start)]));
        using var text = new StreamReader(new DeflateStream(packed, CompressionMode.Decompress), Encoding.UTF8);
        return text.ReadToEnd();
    }
}
