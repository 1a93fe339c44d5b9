using System.IO.Compression;
using System.Text;

namespace DiversityBench.Report.Html;

/// <summary>
/// Data that the page's script unpacks when a reader asks for it: UTF-8, raw deflate, base64. A browser reads every character of a page before it is open, and of this
/// there are few; none of them can end the element.
/// </summary>
internal static class PackedData
{
    /// <summary>An element of the page.</summary>
    /// <param name="id">Its name.</param>
    /// <param name="json">What it holds.</param>
    public static string Element(string id, string json)
    {
        using var packed = new MemoryStream();
        using (var deflate = new DeflateStream(packed, CompressionLevel.Optimal, leaveOpen: true))
            deflate.Write(Encoding.UTF8.GetBytes(json));
        return $"<script type=\"text/plain\" id=\"{id}\">{Convert.ToBase64String(packed.GetBuffer(), 0, (int)packed.Length)}</script>";
    }
}
