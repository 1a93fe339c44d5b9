using System.Collections.Concurrent;
using DiversityBench.Metrics;

namespace DiversityBench.Fixtures.Tokenization;

/// <summary>
/// Tokens as text. A token may hold half a character; the character then belongs to the token that completes it, so that a text cut after a token never ends
/// within one. Safe for concurrent use.
/// </summary>
/// <param name="tokenizer">The model's tokenizer.</param>
public sealed class TokenTexts(ITokenizer tokenizer)
{
    private const char NoCharacter = '\uFFFD';
    private readonly ConcurrentDictionary<(TokenId Token, bool BeginsText), string> _shown = [];

    // Some tokens lose the blank before them where nothing stands before.
    private readonly TokenId? _before = tokenizer.Encode("a", addSpecialTokens: false) is [.., var last] ? last : null;

    /// <summary>The text of tokens up to its last whole character.</summary>
    /// <param name="tokens">The first tokens of a generation.</param>
    public string Join(IReadOnlyList<TokenId> tokens) => string.Concat(Split(tokens));

    /// <summary>The text that each token adds; special tokens add none.</summary>
    /// <param name="tokens">The tokens of a generation.</param>
    public IReadOnlyList<string> Split(IReadOnlyList<TokenId> tokens)
    {
        var texts = new List<string>(tokens.Count);

        // What a token adds depends on few tokens before it: those since the last whole character but one.
        var (from, to, told) = (0, 0, "");
        for (var i = 0; i < tokens.Count; i++)
        {
            var text = Decode(from, i + 1);
            var whole = text.TrimEnd(NoCharacter);
            var same = whole.AsSpan().CommonPrefixLength(told);

            // A half character may take whole ones before it along, until it is complete.
            texts.Add(same == told.Length || whole.Length == text.Length ? whole[same..] : "");
            if (texts[i].Length == 0)
                continue;
            told = whole;
            if (whole.Length < text.Length)
                continue;
            (from, to) = (to, i + 1);
            told = Decode(from, to);
        }

        return texts;

        string Decode(int first, int end) => tokenizer.Decode([.. tokens.Skip(first).Take(end - first)]);
    }

    /// <summary>One token as a reader may know it: its text; as the vocabulary writes it where it is special or no whole characters.</summary>
    /// <param name="token">A token.</param>
    /// <param name="beginsText">Whether no other stands before it.</param>
    public string Show(TokenId token, bool beginsText) => _shown.GetOrAdd((token, beginsText), key =>
    {
        if (tokenizer.Token(key.Token) is not { } written)
            return FormattableString.Invariant($"[{key.Token}]"); // padding of the vocabulary
        TokenId[] before = key.BeginsText || _before is not { } one ? [] : [one];
        var text = tokenizer.Decode([.. before, key.Token])[tokenizer.Decode(before).Length..];
        return text.Length > 0 && !text.Contains(NoCharacter) ? text : written;
    });
}
