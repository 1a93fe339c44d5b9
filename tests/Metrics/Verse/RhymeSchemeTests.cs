using DiversityBench.Metrics.Verse;
using FluentAssertions;
using NUnit.Framework;

namespace DiversityBench.Tests.Metrics.Verse;

public sealed class RhymeSchemeTests
{
    // Last words of lines, stanzas by slashes. Rimes: day, way, say; sea, free, tree; cold, old; blue, true; stone and road rhyme with none of them.
    [TestCase("day way sea free", "AABB", 2, 2)]
    [TestCase("day sea way free", "ABAB", 2, 2)]
    [TestCase("day sea free way", "ABBA", 2, 2)]
    [TestCase("stone sea road free", "ABCB", 1, 1)]
    [TestCase("day way say stone", "AABB", 2, 1, Description = "Of a tie the first: every scheme but ABCB finds one of two.")]
    [TestCase("day way stone road", "AABB", 2, 1)]
    [TestCase("stone road day cold", "AABB", 2, 0)]
    [TestCase("day way sea free cold old", "AABB", 3, 3, Description = "Four lines and two.")]
    [TestCase("day sea way free cold blue old true", "ABAB", 4, 4)]
    [TestCase("stone / day way sea free", "AABB", 2, 2, Description = "A title.")]
    [TestCase("day way / sea free / cold old", "AABB", 3, 3, Description = "Couplets apart.")]
    [TestCase("day way say / sea free tree", "AABB", 2, 2, Description = "A third line has no partner.")]
    [TestCase("day", "AABB", 0, 0)]
    public void The_best_scheme_is_found(string lines, string name, int pairs, int rhyming)
    {
        var stanzas = lines.Split(" / ").Select(stanza => (IReadOnlyList<string>)stanza.Split(' ')).ToArray();

        RhymeScheme.Best(stanzas).Should().Be(new RhymeScheme(name, pairs, rhyming));
    }

    [Test]
    public void A_poem_without_lines_has_no_share() => RhymeScheme.Best([]).Share.Should().Be(0);
}
