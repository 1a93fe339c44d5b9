using DiversityBench.Metrics.ValidOutputs;
using FluentAssertions;
using NUnit.Framework;

namespace DiversityBench.Tests.Metrics.ValidOutputs;

public sealed class ValidityRuleTests
{
    private const string Hopper = "Grace Hopper was";
    private const string Startup = "Once upon a time a startup";
    private const string Card = "Name: Bo Wu\nAge: 40\nGender: Male\nNationality: Chinese\nOccupation: barista\nProduct: backpack\nRating: 5\nReview: Excellent quality. Thank you.";
    private const string Poem = "I think of music when I go to bed,\nAnd drums and drums run through my head.\nMy heart is like a silver bell,\nThat knows of strings but will not tell.";
    private const string Letter = "Dear Sir or Madam,\nI am writing to complain about the rice cooker I bought in Portland. I expect a refund.\nSincerely,\nJurgen";
    private const string Story = "Once upon a time, two friends in Berlin started Rootkitchen. Their plan was simple: silent water filters for islands. In the end Moonpath";
    private const string Code = "# Compute the factorial of a number\ndef factorial(num):\n    result = 1\n    return result";
    private static readonly string[] OfHopper = ["Hopper"];
    private static readonly string[] OfCompanies = ["startup", "company", "started", "invest"];

    private static IEnumerable<TestCaseData> Cases()
    {
        yield return Case("biography", " an American computer scientist. She joined the Navy and", Hopper, OfHopper, "it is a biography", "Raw_biography_that_was_cut_off");
        yield return Case("biography", "Grace Hopper was a pioneering programmer. She died in 1992.", "", OfHopper, "it is a biography", "Chat_biography");
        yield return Case("biography", "Sure! Here's the completed text:\n\nGrace Hopper was a computer scientist who developed the first compiler.\n\nShe served in the Navy.", "", OfHopper, "it is a biography", "Chat_biography_with_a_preamble");
        yield return Case("biography", "a computer scientist and naval officer who wrote the first compiler.", "", OfHopper, "it is a biography", "Chat_answer_that_goes_on_with_the_sentence");
        yield return Case("biography", "Edsger Dijkstra was a Dutch computer scientist. He died in 2002.", "", OfHopper, "it mentions none of: Hopper", "Biography_of_another");
        yield return Case("biography", Card, "", OfHopper, "it is a form of labelled fields, not a biography", "Card_for_a_biography");
        yield return Case("biography", " the woman behind work yoga mat\n" + Card, Hopper, OfHopper, "it is a form of labelled fields, not a biography", "Raw_biography_that_turns_into_a_card");
        yield return Case("biography", " awarded computer scientistiateateker\nAge: 66\nGender: Male\nNationality: Dutch", Hopper, OfHopper, "it is a form of labelled fields, not a biography", "Raw_biography_that_turns_into_half_a_card");
        yield return Case("biography", "\nIn 1906 she was born in New York.", Hopper, OfHopper, "it does not go on with the sentence it was given", "Raw_biography_that_begins_anew");
        yield return Case("biography", " She 199or.", Hopper, OfHopper, "it has 2 words, fewer than 5", "Fragment");
        yield return Case("biography", " a pioneer of computing whose ideas about", Hopper, OfHopper, "no sentence comes to an end", "No_finished_sentence");
        yield return Case("biography", "I'm sorry, but I cannot write about Grace Hopper. Please ask something else.", "", OfHopper, "it declines to answer", "Refusal");
        yield return Case("biography", "", Hopper, OfHopper, "nothing was written", "Nothing");
        yield return Case("story", Story, "", OfCompanies, "it is a story", "Chat_story");
        yield return Case("story", " called Sunwave was born in the back of a van. Kerstin argued with Callum about every detail. Kindbox grew.", Startup, OfCompanies, "it is a story", "Raw_story");
        yield return Case("story", "# The Little Startup That Could\n\nOnce upon a time, in a quiet town, a startup opened its doors.\n\n\"We will change everything,\" said Ann.\n\n\"How?\" asked Bo.\n\nNobody knew.", "", OfCompanies, "it is a story", "Story_with_title_and_dialogue");
        yield return Case("story", Card, "", OfCompanies, "it is a form of labelled fields, not a story", "Card_for_a_story");
        yield return Case("story", Poem, "", OfCompanies, "it is verse, not a story", "Poem_for_a_story");
        yield return Case("story", Letter, "", OfCompanies, "it is a letter, not a story", "Letter_for_a_story");
        yield return Case("story", Code, "", OfCompanies, "it is program code, not a story", "Code_for_a_story");
        yield return Case("story", "The power went out in the building where Dieter lived in Leipzig. People came out with torches and sat in the yard.", "", OfCompanies, "it mentions none of: startup, company, started, invest", "Story_of_something_else");
        yield return Case("story", "We restarted nothing, and nobody came to see what was going on in the old house. It rained.", "", OfCompanies, "it mentions none of: startup, company, started, invest", "Words_count_from_their_beginning");
        yield return Case("story", "Some names for your company:\n\n* Buddy Works\n* Maxwell and Sons\n* Charlie Labs\n* Cooper Hub\n* Rocky Road", "", OfCompanies, "it is a list, not a story", "List_for_a_story");
        yield return Case("story", " the neighbours. A newspaper wrote three lines about them and then everybody forgot it again.", "Nobody in London had heard of", OfCompanies, "it is a story", "Raw_continuations_choose_their_subject");
        yield return Case("story", "Title: Arrows in the Dark\n\nPrologue:\n\nIn the heart of the city a company sold arrows, and nobody bought them until Ann came.", "", OfCompanies, "it is a story", "Story_with_a_labelled_title");
        yield return Case("poem", Poem, "", [], "it is a poem", "Poem");
        yield return Case("poem", Story, "", [], "it is running prose, not a poem", "Story_for_a_poem");
        yield return Case("letter", Letter, "", [], "it is a letter", "Letter");
        yield return Case("letter", " the rice cooker I bought in Portland. I expect a refund.", "Dear Sir or Madam,\nI am writing to complain about", [], "it is a letter", "Raw_letter");
        yield return Case("description", " Suncart. It weighs less than ninety apples. Order it before winter.", "Meet the new blender from", ["blender"], "it is a description", "Raw_description");
        yield return Case("description", "This blender has everything:\n\nFeatures:\n- Strong motor\n- Glass jar\n\nOrder it today.", "", ["blender"], "it is a description", "Description_with_a_list");
        yield return Case("persona", Card, "", [], "every field is there", "Card");
        yield return Case("persona", Card["Name:".Length..], "Name:", [], "every field is there", "Card_whose_opening_the_prompt_supplied");
        yield return Case("persona", Story, "", [], "no persona was recognised", "Story_for_a_persona");
    }

    [TestCaseSource(nameof(Cases))]
    public void Judges(string kind, string generation, string opening, string[] about, string reason)
    {
        string[] good = [$"it is a {kind}", "every field is there"];

        ValidityRule.For(kind).Judge(generation, opening, about).Should().Be(new Validity(good.Contains(reason), reason));
    }

    [Test]
    public void An_unknown_kind_is_refused_with_the_kinds_there_are()
        => FluentActions.Invoking(() => ValidityRule.For("essay")).Should().Throw<ArgumentException>().WithMessage("*'essay'*persona, biography, story, description, poem, letter, ended-story, rhymed-poem, python*Next step*");

    [TestCase("biography")]
    [TestCase("story")]
    [TestCase("poem")]
    [TestCase("letter")]
    [TestCase("ended-story")]
    [TestCase("rhymed-poem")]
    [TestCase("python")]
    public void Ten_megabytes_take_bounded_time(string kind)
    {
        foreach (var unit in (string[])["a", "\n", "Dear ", "I cannot ", "a.\n", ": ", "day\n", "def f(", "def f():\n (", "'''", "```\n", "a!”"])
        {
            var text = new System.Text.StringBuilder().Insert(0, unit, 10_000_000 / unit.Length).ToString();
            var clock = System.Diagnostics.Stopwatch.StartNew();

            ValidityRule.For(kind).Judge(text, "Once", ["x"]);

            // The first 20,000 characters are read, in milliseconds when linear.
            clock.Elapsed.Should().BeLessThan(TimeSpan.FromSeconds(2));
        }
    }

    private static TestCaseData Case(string kind, string generation, string opening, string[] about, string reason, string name)
        => new(kind, generation, opening, about, reason) { TestName = name };
}
