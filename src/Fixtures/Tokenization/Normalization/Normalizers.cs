using System.Globalization;
using System.Text;
using DiversityBench.Fixtures.Tokenization.PreTokenization;

namespace DiversityBench.Fixtures.Tokenization.Normalization;

/// <summary>Reads <c>$.normalizer</c>: what happens to text between added tokens before it is split.</summary>
internal static class Normalizers
{
    private static readonly string[] Supported =
        ["Sequence", "Prepend", "Replace", "NFC", "NFD", "Lowercase", "StripAccents", "Strip", "BertNormalizer"];

    public static Func<string, string> Read(TokenizerNode? node) => node is not { } own ? text => text : own.Type switch
    {
        "Sequence" => Chain(own.Items("normalizers").Select(item => Read(item))),
        "Prepend" => Prepend(own["prepend"].Text),
        "Replace" => Replace(own),
        "NFC" => CanonicalForms.Compose,
        "NFD" => CanonicalForms.Decompose,
        "Lowercase" => BertText.Lower,
        "StripAccents" => WithoutMarks,
        "Strip" => Strip(own.Flag("strip_left", true), own.Flag("strip_right", true)),
        "BertNormalizer" => Bert(own),
        var other => throw own.Unsupported("normalizer", other, Supported),
    };

    private static Func<string, string> Chain(IEnumerable<Func<string, string>> steps)
    {
        var all = steps.ToArray();
        return text => all.Aggregate(text, (current, step) => step(current));
    }

    private static Func<string, string> Prepend(string prefix) => text => text.Length == 0 ? text : prefix + text;

    private static Func<string, string> Replace(TokenizerNode node)
    {
        var content = node["content"].Text;
        if (node["pattern"].Find("String") is { } literal)
        {
            var wanted = literal.Text;
            return wanted.Length == 0 ? text => text : text => text.Replace(wanted, content, StringComparison.Ordinal);
        }

        var pattern = SplitPattern.Read(node["pattern"]);
        return text => string.Concat(pattern.Parts(text).Select(part => part.IsMatch ? content : part.Text));
    }

    private static Func<string, string> Strip(bool left, bool right) => text =>
    {
        var stripped = left ? text.TrimStart() : text;
        return right ? stripped.TrimEnd() : stripped;
    };

    private static Func<string, string> Bert(TokenizerNode node)
    {
        var lowercase = node.Flag("lowercase", true);
        var steps = new List<Func<string, string>>();
        if (node.Flag("clean_text", true))
            steps.Add(BertText.Clean);
        if (node.Flag("handle_chinese_chars", true))
            steps.Add(BertText.SpaceIdeographs);
        if (node.Flag("strip_accents", lowercase))
            steps.Add(BertText.StripAccents);
        if (lowercase)
            steps.Add(BertText.Lower);
        return Chain(steps);
    }

    private static string WithoutMarks(string text) => string.Concat(text.EnumerateRunes()
        .Where(rune => Rune.GetUnicodeCategory(rune) is not (UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark or UnicodeCategory.EnclosingMark))
        .Select(rune => rune.ToString()));
}
