using System.Globalization;
using System.Text;
using DiversityBench.Fixtures.Tokenization.PreTokenization;

namespace DiversityBench.Fixtures.Tokenization;

/// <summary>Reads <c>$.decoder</c>: tokens to the parts of the text. Bytes that are no UTF-8 become U+FFFD.</summary>
internal static class TokenDecoders
{
    private static readonly string[] Supported =
        ["Sequence", "ByteLevel", "ByteFallback", "Fuse", "Strip", "Replace", "Metaspace", "WordPiece"];

    private static readonly (string From, string To)[] Cleanup =
    [
        (" .", "."), (" ?", "?"), (" !", "!"), (" ,", ","), (" ' ", "'"), (" n't", "n't"), (" 'm", "'m"),
        (" do not", " don't"), (" 's", "'s"), (" 've", "'ve"), (" 're", "'re"),
    ];

    public static Func<IReadOnlyList<string>, IReadOnlyList<string>> Read(TokenizerNode? node) => node is not { } own
        ? tokens => [string.Join(' ', tokens)]
        : own.Type switch
        {
            "Sequence" => Chain(own.Items("decoders").Select(item => Read(item))),
            "ByteLevel" => ByteLevel,
            "ByteFallback" => ByteFallback,
            "Fuse" => tokens => [string.Concat(tokens)],
            "Strip" => Strip(own["content"].Text, own["start"].Number, own["stop"].Number),
            "Replace" => Replace(own),
            "Metaspace" => Metaspace(own),
            "WordPiece" => WordPiece(own.TextOr("prefix", "##"), own.Flag("cleanup", true)),
            var other => throw own.Unsupported("decoder", other, Supported),
        };

    private static Func<IReadOnlyList<string>, IReadOnlyList<string>> Chain(IEnumerable<Func<IReadOnlyList<string>, IReadOnlyList<string>>> steps)
    {
        var all = steps.ToArray();
        return tokens => all.Aggregate(tokens, (current, step) => step(current));
    }

    private static IReadOnlyList<string> ByteLevel(IReadOnlyList<string> tokens)
    {
        var bytes = new List<byte>(tokens.Count * 4);
        foreach (var token in tokens)
            ByteAlphabet.AppendBytes(token, bytes);
        return [Encoding.UTF8.GetString([.. bytes])];
    }

    private static IReadOnlyList<string> ByteFallback(IReadOnlyList<string> tokens)
    {
        var (parts, bytes) = (new List<string>(tokens.Count), new List<byte>());
        foreach (var token in tokens)
        {
            if (token.Length == 6 && token.StartsWith("<0x", StringComparison.Ordinal) && token[5] == '>'
                && byte.TryParse(token.AsSpan(3, 2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var value))
            {
                bytes.Add(value);
                continue;
            }

            Flush();
            parts.Add(token);
        }

        Flush();
        return parts;

        void Flush()
        {
            // A run that is not UTF-8 as a whole gives one U+FFFD a byte, as in the reference implementation.
            if (bytes.Count > 0)
                parts.Add(System.Text.Unicode.Utf8.IsValid([.. bytes]) ? Encoding.UTF8.GetString([.. bytes]) : new string('\uFFFD', bytes.Count));
            bytes.Clear();
        }
    }

    private static Func<IReadOnlyList<string>, IReadOnlyList<string>> Each(Func<string, int, string> map) =>
        tokens => [.. tokens.Select(map)];

    private static Func<IReadOnlyList<string>, IReadOnlyList<string>> Strip(string content, int start, int stop) => Each((token, _) =>
    {
        var (from, to) = (0, token.Length);
        for (var i = 0; i < start && content.Length > 0 && token.AsSpan(from, to - from).StartsWith(content, StringComparison.Ordinal); i++)
            from += content.Length;
        for (var i = 0; i < stop && content.Length > 0 && token.AsSpan(from, to - from).EndsWith(content, StringComparison.Ordinal); i++)
            to -= content.Length;
        return token[from..to];
    });

    private static Func<IReadOnlyList<string>, IReadOnlyList<string>> Replace(TokenizerNode node)
    {
        var pattern = SplitPattern.Read(node["pattern"]);
        var content = node["content"].Text;
        return Each((token, _) => string.Concat(pattern.Parts(token).Select(part => part.IsMatch ? content : part.Text)));
    }

    private static Func<IReadOnlyList<string>, IReadOnlyList<string>> Metaspace(TokenizerNode node)
    {
        var mark = node.TextOr("replacement", "\u2581");
        var prepends = node.TextOr("prepend_scheme", node.Flag("add_prefix_space", true) ? "always" : "never") != "never";
        return Each((token, i) => token.Replace(mark, i == 0 && prepends ? "" : " ", StringComparison.Ordinal));
    }

    private static Func<IReadOnlyList<string>, IReadOnlyList<string>> WordPiece(string prefix, bool cleanup) => Each((token, i) =>
    {
        var text = i == 0 ? token : token.StartsWith(prefix, StringComparison.Ordinal) ? token[prefix.Length..] : " " + token;
        return cleanup ? Cleanup.Aggregate(text, (current, rule) => current.Replace(rule.From, rule.To, StringComparison.Ordinal)) : text;
    });
}
