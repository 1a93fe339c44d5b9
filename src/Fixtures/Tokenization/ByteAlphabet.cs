using System.Text;

namespace DiversityBench.Fixtures.Tokenization;

/// <summary>
/// GPT-2's alphabet: every byte has a printable character; 0x21-0x7E, 0xA1-0xAC and 0xAE-0xFF stand for themselves, the
/// others follow from U+0100 in order, so that a blank is written Ġ. (Radford et al. 2019.)
/// </summary>
internal static class ByteAlphabet
{
    private static readonly char[] Characters = BuildCharacters();
    private static readonly short[] Bytes = BuildBytes();

    /// <summary>The UTF-8 bytes of the text, each as its character.</summary>
    public static string Spell(string text) => Spell(Encoding.UTF8.GetBytes(text));

    /// <summary>The bytes, each as its character.</summary>
    public static string Spell(byte[] bytes) => string.Create(bytes.Length, bytes, static (into, from) =>
    {
        for (var i = 0; i < into.Length; i++)
            into[i] = Characters[from[i]];
    });

    /// <summary>Adds the bytes that a token spells; a token with a foreign character stands for its own UTF-8 bytes.</summary>
    public static void AppendBytes(string token, List<byte> into)
    {
        if (token.All(c => c < Bytes.Length && Bytes[c] >= 0))
            into.AddRange(token.Select(c => (byte)Bytes[c]));
        else
            into.AddRange(Encoding.UTF8.GetBytes(token));
    }

    private static char[] BuildCharacters()
    {
        var next = 0x100;
        return [.. Enumerable.Range(0, 256).Select(b => b is (>= 0x21 and <= 0x7E) or (>= 0xA1 and <= 0xAC) or >= 0xAE ? (char)b : (char)next++)];
    }

    private static short[] BuildBytes()
    {
        var bytes = Enumerable.Repeat((short)-1, Characters.Max() + 1).ToArray();
        for (short b = 0; b < Characters.Length; b++)
            bytes[Characters[b]] = b;
        return bytes;
    }
}
