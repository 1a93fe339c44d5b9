using System.Security.Cryptography;
using System.Text;

namespace DiversityBench.Report.Html;

/// <summary>The parts of a page that are always the same. Nothing comes from elsewhere, and the policy lets no script run but the page's own.</summary>
internal static class HtmlFrame
{
    private static readonly string s_script = Resource("report.js");

    /// <summary>Everything up to the content.</summary>
    public static string Head { get; } = $"""
        <!DOCTYPE html>
        <html lang="en"><head><meta charset="utf-8"><title>DiversityBench report</title>
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; img-src data: blob:; script-src 'sha256-{Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(s_script)))}'">
        <style>
        {Resource("report.css")}</style></head><body>

        """;

    /// <summary>Everything after the content.</summary>
    public static string Foot { get; } = $"<script>{s_script}</script></body></html>\n";

    private static string Resource(string name)
    {
        using var reader = new StreamReader(typeof(HtmlFrame).Assembly.GetManifestResourceStream(name)!);
        return reader.ReadToEnd().ReplaceLineEndings("\n");
    }
}
