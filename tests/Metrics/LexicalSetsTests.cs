using DiversityBench.Metrics.Lexical;
using DiversityBench.Metrics.Sets;
using FluentAssertions;
using NUnit.Framework;

namespace DiversityBench.Tests.Metrics;

public class LexicalSetsTests
{
    private const int Vocabulary = 1000;
    private static readonly IReadOnlyList<string>[] Texts =
    [
        .. new[] { "she was a great pioneer of computing", "she was a great engineer", "he kept bees", "she was a great pioneer of computing", "he kept bees and sheep in the hills" }
            .Select(T1Tokenizer.Tokenize),
    ];

    [Test]
    public void Chosen_texts_have_the_figures_of_a_corpus_of_their_own()
    {
        int[] members = [4, 0, 3, 1];
        var sets = new LexicalSets(Texts, Vocabulary);
        var own = TokenCorpus.FromTokens(members.Select(i => Texts[i]));
        sets.AdjustedDistinct2.Value(members).Should().Be(DistinctN.Of(own, 2).Value.Ead(Vocabulary).Value);
        sets.SelfBleu4.Value(members).Should().Be(SelfBleu.Of(own).Value.Mean);
        sets.Compression.Value(members).Should().Be(CompressionRatio.Of([.. members.Select(i => string.Join(' ', Texts[i]))]).Value.Ratio);
        sets.Repetition.Value(members).Should().Be(SelfRepetition.InNats(own).Value);
        sets.Distinct.Select(distinct => distinct.Value(members)).Should().Equal(Enumerable.Range(1, 5).Select(n => (double?)DistinctN.Of(own, n).Value.Distinct));
    }

    [Test]
    public void Repeated_texts_have_less_distinct_bigrams_more_overlap_and_compress_better()
    {
        var sets = new LexicalSets(Texts, Vocabulary);
        int[] repeated = [0, 3, 1], different = [0, 2, 4];
        Assert.Multiple(() =>
        {
            sets.AdjustedDistinct2.Value(repeated).Should().BeLessThan(sets.AdjustedDistinct2.Value(different)!.Value);
            sets.SelfBleu4.Value(repeated).Should().BeGreaterThan(sets.SelfBleu4.Value(different)!.Value);
            sets.Compression.Value(repeated).Should().BeGreaterThan(sets.Compression.Value(different)!.Value);
            sets.Repetition.Value(repeated).Should().BeGreaterThan(sets.Repetition.Value(different)!.Value);
            sets.Distinct[4].Value(repeated).Should().BeLessThan(sets.Distinct[4].Value(different)!.Value);
        });
    }

    [Test]
    public void Sets_without_bigrams_or_words_have_no_figure()
    {
        var sets = new LexicalSets([["one"], ["two"], []], Vocabulary);
        sets.AdjustedDistinct2.Value([0, 1]).Should().BeNull();
        sets.Compression.Value([2]).Should().BeNull();
        sets.Distinct[0].Value([0, 1]).Should().Be(1);
        sets.Distinct[1].Value([0, 1]).Should().BeNull();
        sets.Repetition.Value([0, 1]).Should().BeNull("no text has four words");
        sets.SelfBleu4.Value([2]).Should().BeNull("a text is compared with others");
        sets.SelfBleu4.Value([2, 2]).Should().BeNull("empty texts alone say nothing");
    }
}
