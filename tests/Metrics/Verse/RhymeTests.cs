using DiversityBench.Metrics.Verse;
using FluentAssertions;
using NUnit.Framework;

namespace DiversityBench.Tests.Metrics.Verse;

public sealed class RhymeTests
{
    // What the dictionary says: American English, equal from the last stressed vowel on.
    [TestCase("day", "way")]
    [TestCase("through", "blue")]
    [TestCase("light", "Tonight!")]
    [TestCase("why", "I.")]
    [TestCase("dawn", "gone", Description = "D AO N, G AO N")]
    [TestCase("sea", "see", Description = "Different words of one sound are rich rhymes.")]
    [TestCase("read", "bed", Description = "Both pronunciations of read count.")]
    [TestCase("read", "need")]
    [TestCase("never", "forever")]
    [TestCase("I came with you,", "—and so did Sue…")]
    [TestCase("don’t", "won't", Description = "Either apostrophe.")]
    [TestCase("by the sea-side", "far and wide", Description = "The last part of a hyphenated word.")]
    public void Words_of_one_rime_rhyme(string first, string second)
    {
        Rhyme.Joins(first, second).Should().BeTrue();
        Rhyme.Joins(second, first).Should().BeTrue();
    }

    [TestCase("love", "move", Description = "To the eye only.")]
    [TestCase("bough", "tough")]
    [TestCase("door", "orange")]
    [TestCase("memory", "me", Description = "Stressed on the first syllable.")]
    [TestCase("the friend", "a friend", Description = "The same word is repetition.")]
    [TestCase("zorblay", "day", Description = "No word of the dictionary.")]
    [TestCase("zorblay", "florblay")]
    [TestCase("", "day")]
    [TestCase("", "")]
    [TestCase("...", "!")]
    [TestCase("day", "night")]
    public void Others_do_not(string first, string second)
    {
        Rhyme.Joins(first, second).Should().BeFalse();
        Rhyme.Joins(second, first).Should().BeFalse();
    }

    // `zcat rimes.txt.gz | cut -f2- | tr '\t' '\n' | sort -u | wc -l`
    [Test]
    public void The_dictionary_is_whole() => RimeDictionary.Embedded.Count.Should().Be(118_573);

    [Test]
    public void A_word_has_a_rime_for_every_way_to_say_it()
    {
        RimeDictionary.Embedded.Of("Wind").Should().BeEquivalentTo("AY N D", "IH N D");
        RimeDictionary.Embedded.Of("butterfly").Should().Equal("AY");
        RimeDictionary.Embedded.Of("zorblay").Should().BeEmpty();
    }

    [Test]
    public void Long_lines_take_bounded_time()
    {
        var line = new string('a', 10_000_000);
        var clock = System.Diagnostics.Stopwatch.StartNew();

        Rhyme.Joins(line, line + " day").Should().BeFalse();

        clock.Elapsed.Should().BeLessThan(TimeSpan.FromSeconds(2));
    }
}
