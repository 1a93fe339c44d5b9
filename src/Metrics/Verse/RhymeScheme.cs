namespace DiversityBench.Metrics.Verse;

/// <summary>How much of a poem rhymes, by the scheme of four lines that suits it best.</summary>
/// <param name="Name">AABB, ABAB, ABBA or ABCB.</param>
/// <param name="Pairs">Pairs of lines that the scheme asks to rhyme.</param>
/// <param name="Rhyming">How many of them do.</param>
public sealed record RhymeScheme(string Name, int Pairs, int Rhyming)
{
    private const int Lines = 4;
    private static readonly string[] Known = ["AABB", "ABAB", "ABBA", "ABCB"];

    /// <summary>Share of the pairs that rhyme, 0 to 1; 0 without pairs.</summary>
    public double Share => Pairs == 0 ? 0 : Rhyming / (double)Pairs;

    /// <summary>
    /// The scheme with the largest share of rhymes, the first in the order AABB, ABAB, ABBA, ABCB of several. A scheme starts again after every four
    /// lines and with every stanza; a stanza of one line, such as a title, is passed over.
    /// </summary>
    /// <param name="stanzas">Lines of verse by stanza. <c>[stanzas][lines]</c></param>
    public static RhymeScheme Best(IReadOnlyList<IReadOnlyList<string>> stanzas)
    {
        ArgumentNullException.ThrowIfNull(stanzas);
        return Known.Select(name => Of(name, stanzas)).MaxBy(scheme => (scheme.Share, -Array.IndexOf(Known, scheme.Name)))!;
    }

    private static RhymeScheme Of(string name, IReadOnlyList<IReadOnlyList<string>> stanzas)
    {
        var (pairs, rhyming) = (0, 0);
        foreach (var four in stanzas.Where(stanza => stanza.Count > 1).SelectMany(stanza => stanza.Chunk(Lines)))
        {
            for (var later = 1; later < four.Length; later++)
            {
                var earlier = name.IndexOf(name[later]);
                if (earlier == later)
                    continue;
                pairs++;
                if (Rhyme.Joins(four[earlier], four[later]))
                    rhyming++;
            }
        }

        return new RhymeScheme(name, pairs, rhyming);
    }
}
