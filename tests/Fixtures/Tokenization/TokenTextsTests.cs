using DiversityBench.Fixtures.Tokenization;
using DiversityBench.Metrics;
using FluentAssertions;
using NUnit.Framework;

namespace DiversityBench.Tests.Fixtures.Tokenization;

/// <summary>Tokens as text; ids as <see cref="SmallTokenizers"/> derives them.</summary>
public sealed class TokenTextsTests
{
    private const string Euro = "€";

    [Test]
    public void A_character_belongs_to_the_token_that_completes_it()
    {
        // he, the three bytes of the euro sign, o, a byte that begins a character and no more.
        var tokens = Ids(264, 229, 133, 175, 263, 229);

        Llama.Split(tokens).Should().Equal("he", "", "", Euro, "o", "");
        Llama.Join(Ids(264, 229, 133)).Should().Be("he");

        // Half a character after a whole one, both in bytes: the decoder takes the whole run for broken until the other half is there.
        Llama.Split(Ids(264, 229, 133, 175, 229, 133, 175)).Should().Equal("he", "", "", Euro, "", "", Euro);
        Llama.Split(Ids(264, 229, 263, 264)).Should().Equal("he", "", "\uFFFDo", "he");
    }

    [Test]
    public void The_blank_that_begins_a_text_is_lost_and_others_are_not()
    {
        Llama.Split(Ids(268, 268, 259, 259, 268)).Should().Equal("hello", " hello", " ", " ", " hello");
        Llama.Show(new TokenId(268), beginsText: true).Should().Be("hello");
        Llama.Show(new TokenId(268), beginsText: false).Should().Be(" hello");
    }

    [Test]
    public void Special_tokens_add_no_text_and_are_shown_as_the_vocabulary_writes_them()
    {
        Llama.Split(Ids(268, 2, 268)).Should().Equal("hello", "", " hello");
        Llama.Show(new TokenId(2), beginsText: false).Should().Be("</s>");
        Llama.Show(new TokenId(229), beginsText: false).Should().Be("<0xE2>");
        Llama.Show(new TokenId(5000), beginsText: false).Should().Be("[5000]", "engines may have more logits than the vocabulary has tokens");
    }

    [Test]
    public void The_first_texts_together_are_the_text_of_the_first_tokens([Values(1, 2, 3)] int seed, [Values] bool byteLevel)
    {
        var tokenizer = byteLevel ? SmallTokenizers.ByteLevel("h e", "l l").Load() : SmallTokenizers.LlamaForm().Load();
        var random = new Random(seed);
        string[] words = [" hello", "he", Euro, "  ", "\n", "\U0001F98A", " é", "o"];
        var tokens = tokenizer.Encode(string.Concat(Enumerable.Range(0, 200).Select(_ => words[random.Next(words.Length)])), addSpecialTokens: false);
        var texts = new TokenTexts(tokenizer);

        var split = texts.Split(tokens);

        split.Should().HaveCount(tokens.Count);
        for (var n = 0; n <= tokens.Count; n++)
        {
            var text = tokenizer.Decode([.. tokens.Take(n)]);
            if (!text.Contains('\uFFFD'))
                string.Concat(split.Take(n)).Should().Be(text);
        }

        string.Concat(split).Should().Be(tokenizer.Decode(tokens));
    }

    private static TokenTexts Llama => new(SmallTokenizers.LlamaForm().Load());

    private static TokenId[] Ids(params int[] ids) => [.. ids.Select(id => new TokenId(id))];
}
