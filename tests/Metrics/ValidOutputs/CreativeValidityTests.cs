using DiversityBench.Metrics.ValidOutputs;
using FluentAssertions;
using NUnit.Framework;

namespace DiversityBench.Tests.Metrics.ValidOutputs;

public sealed class CreativeValidityTests
{
    private const string Opening = "Once upon a time a startup";
    private const string Body = " called Sunwave was born in the back of a van. Kerstin argued with Callum about every detail. Kindbox grew";
    private const string Couplets = "I think of music when I go to bed,\nAnd drums and drums run through my head.\nMy heart is like a silver bell,\nThat knows of strings but will not tell.";
    private const string Blank = "The quiet window keeps the rain outside,\nA letter waits upon the wooden chair,\nNobody reads the words that crossed the sea,\nAnd all the lamps are turning into gold.";
    private const string Function = "# Reverse a string\ndef reverse(s):\n    return s[::-1]";

    [TestCase(Body + ".", true, "it is a story")]
    [TestCase(Body + "!”", true, "it is a story")]
    [TestCase(Body + ".\n\nThe End.\n", true, "it is a story")]
    [TestCase(Body + ".", false, "it was cut off before its end")]
    [TestCase(Body, true, "it stops within a sentence")]
    [TestCase(Body + ". Then Mei", true, "it stops within a sentence")]
    [TestCase(" is.", true, "it has 1 words, fewer than 15")]
    public void A_story_ends_by_itself_with_a_sentence(string generation, bool isComplete, string reason) => Judged("ended-story", generation, Opening, isComplete).Should().Be(reason);

    [Test]
    public void A_story_told_in_chat_keeps_to_its_subject()
        => ValidityRule.For("ended-story").Judge("Ann" + Body + ".", "", ["company"]).Reason.Should().Be("it mentions none of: company");

    // The blank verse ends in outside, chair, sea, gold: no two rhyme.
    [TestCase(Couplets, true, "it is a poem")]
    [TestCase("Music\n\n" + Couplets, true, "it is a poem")]
    [TestCase(Blank, true, "0 of 2 pairs of lines rhyme by AABB, fewer than half")]
    [TestCase(Couplets + "\n" + Blank, true, "it is a poem", Description = "Half of four pairs.")]
    [TestCase(Couplets + "\n\n" + Blank + "\n\n" + Blank, true, "2 of 6 pairs of lines rhyme by AABB, fewer than half")]
    [TestCase("The day was long and went away,\nI had so little left to say.\nIt ended.", true, "it has 3 lines, fewer than 4")]
    [TestCase(Couplets, false, "it has 3 lines, fewer than 4", Description = "The line that was cut off does not count.")]
    [TestCase(Couplets + "\nAnd", false, "it is a poem")]
    public void A_poem_rhymes(string generation, bool isComplete, string reason) => Judged("rhymed-poem", generation, "", isComplete).Should().Be(reason);

    [TestCase(Function, "", true, "it is a Python function")]
    [TestCase(" reverse(s):\n    return s[::-1]", "# Reverse a string\ndef", true, "it is a Python function")]
    [TestCase("Sure! Here it is:\n\n```python\n" + Function + "\n```\n\nIt uses a slice.", "", false, "it is a Python function")]
    [TestCase(Function, "", false, "its function was cut off")]
    [TestCase(Function + "\n\n\ndef unfinished(", "", false, "it is a Python function")]
    [TestCase(Function + ")", "", true, "it does not parse: line 3: ')' closes nothing")]
    [TestCase("s[::-1]", "", true, "it holds no function")]
    [TestCase("\n\n", "", true, "nothing was written")]
    public void Code_parses(string generation, string opening, bool isComplete, string reason) => Judged("python", generation, opening, isComplete).Should().Be(reason);

    private static string Judged(string kind, string generation, string opening, bool isComplete)
    {
        var validity = ValidityRule.For(kind).Judge(generation, opening, isComplete: isComplete);
        validity.IsValid.Should().Be(validity.Reason.StartsWith("it is a ", StringComparison.Ordinal));
        return validity.Reason;
    }
}
