using System.Buffers;
using System.Globalization;
using System.Text;
using DiversityBench.Metrics;

namespace DiversityBench.Fixtures.Tokenization;

/// <summary>Cuts text at added tokens: the leftmost match wins, of several the longest.</summary>
internal sealed class AddedTokenMatcher
{
    private readonly Dictionary<char, AddedToken[]> _byFirstChar;
    private readonly SearchValues<char> _firstChars;

    public AddedTokenMatcher(IEnumerable<AddedToken> tokens)
    {
        _byFirstChar = tokens.Where(token => token.Content.Length > 0)
            .GroupBy(token => token.Content[0])
            .ToDictionary(group => group.Key, group => group.OrderByDescending(token => token.Content.Length).ToArray());
        _firstChars = SearchValues.Create(_byFirstChar.Keys.ToArray());
    }

    /// <summary>The sections of the text in order: either an added token or text between two of them, never empty.</summary>
    public IEnumerable<(TokenId? Token, string Text, int Start)> Split(string text)
    {
        var done = 0;
        for (var at = Next(text, 0); at >= 0;)
        {
            var token = Array.Find(_byFirstChar[text[at]], own => string.CompareOrdinal(text, at, own.Content, 0, own.Content.Length) == 0);
            if (token is null || (token.SingleWord && TouchesWord(text, at, at + token.Content.Length)))
            {
                at = Next(text, at + (token?.Content.Length ?? 1));
                continue;
            }

            var start = at;
            var end = at + token.Content.Length;
            while (token.StripLeft && start > done && char.IsWhiteSpace(text[start - 1]))
                start--;
            while (token.StripRight && end < text.Length && char.IsWhiteSpace(text[end]))
                end++;
            if (start > done)
                yield return (null, text[done..start], done);
            yield return (token.Id, token.Content, start);
            done = end;
            at = Next(text, end);
        }

        if (done < text.Length)
            yield return (null, text[done..], done);
    }

    private int Next(string text, int from)
    {
        var at = text.AsSpan(from).IndexOfAny(_firstChars);
        return at < 0 ? -1 : from + at;
    }

    private static bool TouchesWord(string text, int start, int end)
    {
        Rune.DecodeLastFromUtf16(text.AsSpan(0, start), out var before, out var beforeLength);
        Rune.DecodeFromUtf16(text.AsSpan(end), out var after, out var afterLength);
        return (beforeLength > 0 && IsWordCharacter(before)) || (afterLength > 0 && IsWordCharacter(after));
    }

    private static bool IsWordCharacter(Rune rune) => Rune.IsLetter(rune) || Rune.GetUnicodeCategory(rune)
        is UnicodeCategory.DecimalDigitNumber or UnicodeCategory.LetterNumber or UnicodeCategory.ConnectorPunctuation
        or UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark or UnicodeCategory.EnclosingMark;
}
