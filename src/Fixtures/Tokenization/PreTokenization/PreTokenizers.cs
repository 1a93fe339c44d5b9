using System.Text.RegularExpressions;

namespace DiversityBench.Fixtures.Tokenization.PreTokenization;

/// <summary>Reads <c>$.pre_tokenizer</c>: where tokens may not cross.</summary>
internal static class PreTokenizers
{
    private const string Gpt2Words = @"'s|'t|'re|'ve|'m|'ll|'d| ?\p{L}+| ?\p{N}+| ?[^\s\p{L}\p{N}]+|\s+(?!\S)|\s+";
    private const string Punctuation = @"[!-/:-@\[-`{-~\p{P}]";

    private static readonly string[] Supported =
        ["Sequence", "Split", "Digits", "ByteLevel", "Metaspace", "Punctuation", "WhitespaceSplit", "BertPreTokenizer"];

    public static PreTokenizer Read(TokenizerNode? node) => node is not { } own ? (piece, into) => into.Add(piece) : own.Type switch
    {
        "Sequence" => Chain(own.Items("pretokenizers").Select(item => Read(item))),
        "Split" => Split(SplitPattern.Read(own["pattern"]), SplitBehaviors.Read(own["behavior"]), own.Flag("invert")),
        "Digits" => Split(new SplitPattern(@"\p{N}"), own.Flag("individual_digits") ? SplitBehavior.Isolated : SplitBehavior.Contiguous),
        "ByteLevel" => ByteLevel(own.Flag("add_prefix_space", true), own.Flag("use_regex", true)),
        "Metaspace" => Metaspace(own),
        "Punctuation" => Split(
            new SplitPattern(Punctuation), own.Find("behavior") is { } behavior ? SplitBehaviors.Read(behavior) : SplitBehavior.Isolated),
        "WhitespaceSplit" => Split(new SplitPattern(@"\s"), SplitBehavior.Removed),
        "BertPreTokenizer" => Chain([
            Split(new SplitPattern(@"\s"), SplitBehavior.Removed), Split(new SplitPattern(Punctuation), SplitBehavior.Isolated)]),
        var other => throw own.Unsupported("pre-tokenizer", other, Supported),
    };

    private static PreTokenizer Chain(IEnumerable<PreTokenizer> steps)
    {
        var all = steps.ToArray();
        return (piece, into) =>
        {
            var pieces = new List<Piece> { piece };
            foreach (var step in all)
            {
                var next = new List<Piece>(pieces.Count);
                foreach (var part in pieces)
                    step(part, next);
                pieces = next;
            }

            into.AddRange(pieces);
        };
    }

    private static PreTokenizer Split(SplitPattern pattern, SplitBehavior behavior, bool invert = false) => (piece, into) =>
    {
        var first = piece.AtStart;
        foreach (var (text, keep) in SplitBehaviors.Apply(behavior, pattern.Parts(piece.Text), invert))
        {
            if (keep)
                into.Add(new Piece(text, first));
            first = false;
        }
    };

    private static PreTokenizer ByteLevel(bool addPrefixSpace, bool useRegex)
    {
        var words = new SplitPattern(Gpt2Words);
        return (piece, into) =>
        {
            var text = addPrefixSpace && !piece.Text.StartsWith(' ') ? " " + piece.Text : piece.Text;
            if (!useRegex)
            {
                into.Add(new Piece(ByteAlphabet.Spell(text), piece.AtStart));
                return;
            }

            foreach (var (word, _) in words.Parts(text))
                into.Add(new Piece(ByteAlphabet.Spell(word), false));
        };
    }

    private static PreTokenizer Metaspace(TokenizerNode node)
    {
        var mark = node.TextOr("replacement", "\u2581");
        var scheme = node.TextOr("prepend_scheme", node.Flag("add_prefix_space", true) ? "always" : "never");
        if (scheme is not ("always" or "first" or "never"))
            throw node["prepend_scheme"].Unsupported("prepend scheme", scheme, "always", "first", "never");
        var split = Split(new SplitPattern(Regex.Escape(mark)), SplitBehavior.MergedWithNext);
        var splits = node.Flag("split", true);
        return (piece, into) =>
        {
            var text = piece.Text.Replace(" ", mark, StringComparison.Ordinal);
            if ((scheme == "always" || (scheme == "first" && piece.AtStart)) && !text.StartsWith(mark, StringComparison.Ordinal))
                text = mark + text;
            if (splits)
                split(piece with { Text = text }, into);
            else
                into.Add(piece with { Text = text });
        };
    }
}
