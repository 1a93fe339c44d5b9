using DiversityBench.Fixtures.Tokenization;
using DiversityBench.Metrics;
using FluentAssertions;
using NUnit.Framework;

namespace DiversityBench.Tests.Fixtures.Tokenization;

public class VocabulariesTests
{
    [Test]
    public void Two_readings_of_one_file_do_not_differ() =>
        Vocabularies.FirstDifference(SmallTokenizers.LlamaForm().Load(), SmallTokenizers.LlamaForm().Load()).Should().BeNull();

    [Test]
    public void Vocabularies_of_one_size_that_number_tokens_differently_differ_at_the_first_of_them()
    {
        // 256 bytes, then the merges: 256 is "th" in both, 257 "he" in one and "in" in the other.
        var difference = Vocabularies.FirstDifference(SmallTokenizers.ByteLevel("t h", "h e", "i n").Load(), SmallTokenizers.ByteLevel("t h", "i n", "h e").Load());
        difference.Should().Be(new VocabularyDifference(new TokenId(257), "he", "in"));
        difference!.ToString().Should().Be("id 257 is 'he' in one and 'in' in the other");
    }

    [Test]
    public void A_token_more_is_a_difference_on_either_side()
    {
        var (small, large) = (SmallTokenizers.ByteLevel("t h").Load(), SmallTokenizers.ByteLevel("t h", "h e").Load());
        Vocabularies.FirstDifference(small, large).Should().Be(new VocabularyDifference(new TokenId(257), null, "he"));
        Vocabularies.FirstDifference(large, small)!.ToString().Should().Be("id 257 is 'he' in one and no token in the other");
    }

    [Test]
    public void Fingerprints_are_equal_where_there_is_no_difference()
    {
        string Of(params string[] merges) => Vocabularies.Fingerprint(SmallTokenizers.ByteLevel(merges).Load());

        Of("t h", "h e").Should().Be(Of("t h", "h e")).And.HaveLength(64);
        new[] { Of("t h", "h e"), Of("h e", "t h"), Of("t h"), Of("t h", "h e", "i n") }.Should().OnlyHaveUniqueItems();
    }

    [Test]
    public void An_id_outside_the_vocabulary_has_no_token()
    {
        var tokenizer = SmallTokenizers.ByteLevel().Load();
        tokenizer.Token(new TokenId(-1)).Should().BeNull();
        tokenizer.Token(new TokenId(256)).Should().BeNull();
        tokenizer.Token(new TokenId('a')).Should().Be("a");
    }
}
