using System.Buffers.Binary;
using System.Numerics;
using System.Text;

namespace DiversityBench.Tests.Report;

/// <summary>A TrueType font in which every character is a box, so that pages look alike on machines with different fonts.</summary>
internal static class BoxFont
{
    private const int UnitsPerEm = 1000, Ascent = 800, Descent = -200, Height = 520, Side = 40;

    // Glyphs: what is missing, the blank, a box and a narrow box. Punctuation, arrows, marks of controls and shapes are all that pages hold besides letters.
    private static readonly int[] s_widths = [550, 300, 550, 280];
    private static readonly (int First, int Last)[] s_ranges = [(0x20, 0x7E), (0xA0, 0xFF), (0x2010, 0x2027), (0x2190, 0x21FF), (0x2420, 0x2424), (0x25A0, 0x25FF)];

    /// <summary>The file.</summary>
    public static byte[] Create()
    {
        var glyphs = s_widths.Select((width, glyph) => glyph == 1 ? [] : Box(width)).ToArray();
        var starts = glyphs.Aggregate(new List<int> { 0 }, (ends, glyph) => [.. ends, ends[^1] + glyph.Length]);
        (string Tag, byte[] Content)[] tables =
        [
            ("OS/2", [.. Short(4, 500, 400, 5, 0, 600, 600, 0, 0, 600, 600, 0, 0, 50, 300, 0), .. new byte[26], .. Encoding.ASCII.GetBytes("NONE"), .. Short(0x40, 0x20, 0x25FF, Ascent, Descent, 0, Ascent, -Descent), .. new byte[8], .. Short(Height, Height, 0, 0x20, 1)]),
            ("cmap", CharacterMap()),
            ("glyf", [.. glyphs.SelectMany(glyph => glyph)]),
            ("head", [.. Long(0x00010000, 0x00010000, 0, 0x5F0F3CF5), .. Short(0, UnitsPerEm), .. new byte[16], .. Short(0, 0, s_widths.Max(), Height, 0, 8, 2, 1, 0)]),
            ("hhea", [.. Long(0x00010000), .. Short(Ascent, Descent, 0, s_widths.Max(), 0, Side, s_widths.Max() - Side, 1, 0, 0, 0, 0, 0, 0, 0, s_widths.Length)]),
            ("hmtx", [.. s_widths.SelectMany((width, glyph) => Short(width, glyph == 1 ? 0 : Side))]),
            ("loca", Long([.. starts])),
            ("maxp", [.. Long(0x00010000), .. Short(s_widths.Length, 4, 1, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0)]),
            ("name", Short(0, 0, 6)),
            ("post", [.. Long(0x00030000, 0), .. Short(-100, 50), .. new byte[20]]),
        ];

        var (log, offset) = (BitOperations.Log2((uint)tables.Length), 12 + (16 * tables.Length));
        List<byte> directory = [.. Long(0x00010000), .. Short(tables.Length, 16 << log, log, (16 * tables.Length) - (16 << log))], content = [];
        foreach (var (tag, table) in tables)
        {
            directory.AddRange([.. Encoding.ASCII.GetBytes(tag), .. Long(0, offset + content.Count, table.Length)]);
            content.AddRange([.. table, .. new byte[-table.Length & 3]]);
        }

        return [.. directory, .. content];
    }

    /// <summary>A contour of four points, 36 bytes with their padding.</summary>
    private static byte[] Box(int width)
    {
        var right = width - (2 * Side);
        return [.. Short(1, Side, 0, width - Side, Height, 3, 0), 1, 1, 1, 1, .. Short(Side, 0, right, 0, 0, Height, 0, -Height), 0, 0];
    }

    /// <summary>Format 4: a segment a range, each with its glyphs, and the one that ends the table.</summary>
    private static byte[] CharacterMap()
    {
        var segments = s_ranges.Length + 1;
        var (log, before) = (BitOperations.Log2((uint)segments), 0);
        var offsets = new List<int>();
        foreach (var (i, range) in s_ranges.Index())
        {
            offsets.Add(2 * (segments - i + before));
            before += range.Last - range.First + 1;
        }

        byte[] map =
        [
            .. Short(segments * 2, 2 << log, log, (segments * 2) - (2 << log)), .. Short([.. s_ranges.Select(r => r.Last), 0xFFFF]), .. Short(0), .. Short([.. s_ranges.Select(r => r.First), 0xFFFF]),
            .. Short([.. s_ranges.Select(_ => 0), 1]), .. Short([.. offsets, 0]), .. Short([.. s_ranges.SelectMany(r => Enumerable.Range(r.First, r.Last - r.First + 1)).Select(GlyphOf)]),
        ];
        return [.. Short(0, 1, 3, 1), .. Long(12), .. Short(4, map.Length + 6, 0), .. map];
    }

    private static int GlyphOf(int character) => character switch { 0x20 or 0xA0 => 1, _ when "ijl.,:;!|'()[]".Contains((char)character) => 3, _ => 2 };

    private static byte[] Short(params int[] values) => Numbers(values, 2, (to, value) => BinaryPrimitives.WriteUInt16BigEndian(to, unchecked((ushort)value)));

    private static byte[] Long(params int[] values) => Numbers(values, 4, BinaryPrimitives.WriteInt32BigEndian);

    private delegate void Write(Span<byte> to, int value);

    private static byte[] Numbers(int[] values, int size, Write write)
    {
        var bytes = new byte[values.Length * size];
        foreach (var (i, value) in values.Index())
            write(bytes.AsSpan(i * size, size), value);
        return bytes;
    }
}
