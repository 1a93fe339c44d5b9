using DiversityBench.Fixtures.Generations;
using DiversityBench.Fixtures.Tokenization;
using FluentAssertions;
using NUnit.Framework;

namespace DiversityBench.Tests.Suites;

public sealed class PromptFileTests
{
    [TestCase("Personas", "E1", "persona", 100)]
    [TestCase("Semantics", "E2", "biography", 200)]
    [TestCase("TokenEntropy", "E3", "story", 80)]
    public void The_papers_prompt_comes_first_with_the_papers_count(string folder, string experiment, string kind, int samples)
    {
        var set = Read(folder);

        set.Should().Match<PromptSet>(s => s.Name == folder && s.Experiment == experiment);
        set.Prompts[0].Should().Match<Prompt>(p => p.Kind == kind && p.Samples == samples && p.Source.Contains("2406.05587"));
    }

    // The paper: 100 personas, 200 outputs of "Grace Hopper was". The suite's budget on the embedded pair: 400, 400 and 600 samples an arm, and 360 of creative work, 1,560 of new prompts.
    [TestCase("Personas", 400)]
    [TestCase("Semantics", 400)]
    [TestCase("TokenEntropy", 600)]
    [TestCase("Creative", 360)]
    [TestCase("NewPrompts", 1560)]
    public void The_samples_of_an_arm_stay_in_budget(string folder, int samples) => Read(folder).Prompts.Sum(prompt => prompt.Samples).Should().Be(samples);

    [TestCase("TokenEntropy", 14)]
    [TestCase("Attractors", 13)]
    public void Where_a_sign_flip_is_taken_there_are_the_twelve_prompts_and_more_that_it_needs(string folder, int prompts)
        => Read(folder).Prompts.Should().HaveCount(prompts).And.HaveCountGreaterThanOrEqualTo(12);

    // Twice as many as it needs of people, since a model may answer about somebody else; of each kind at least half must be usable.
    [TestCase("Personas", "persona", 14)]
    [TestCase("Semantics", "biography", 24)]
    public void New_prompts_are_none_of_the_experiments(string folder, string kind, int prompts)
    {
        var others = Read("NewPrompts").Prompts.Where(prompt => prompt.Kind == kind).ToArray();

        others.Should().HaveCount(prompts);
        others.Select(prompt => prompt.Text).Should().NotIntersectWith(Read(folder).Prompts.Select(prompt => prompt.Text));
        others.Select(prompt => prompt.Chat).Should().OnlyHaveUniqueItems().And.NotIntersectWith(Read(folder).Prompts.Select(prompt => prompt.Chat));
    }

    // A prompt that names one: an aligned model keeps to it, a base model does not, and the reviews would differ for that reason alone.
    [TestCase("Personas")]
    [TestCase("NewPrompts")]
    public void No_persona_prompt_names_a_product(string folder)
        => Read(folder).Prompts.Should().OnlyContain(prompt => !prompt.Chat.Contains("blender") && !prompt.Chat.Contains("yoga mat"));

    // Equal requests have equal samples, so those of experiments 2 and 3 are pushed and none is drawn anew.
    [Test]
    public void Pushed_prompts_are_those_of_experiments_2_and_3_with_no_more_samples()
    {
        var others = Read("Semantics").Prompts.Concat(Read("TokenEntropy").Prompts).ToDictionary(prompt => prompt.Id);
        Read("Attractors").Prompts.Should().AllSatisfy(prompt =>
        {
            prompt.Samples.Should().BeLessThanOrEqualTo(others[prompt.Id].Samples);
            (prompt with { Samples = 1, About = [] }).Should().Be(others[prompt.Id] with { Samples = 1, About = [] });
            prompt.About.Should().Equal(others[prompt.Id].About);
        });
    }

    [Test]
    public void Phrases_are_as_many_of_each_kind_and_survive_the_reference_tokenizer()
    {
        var phrases = PhraseSet.Read(Path.Combine(TestData.RepositoryRoot, "suites", "Attractors", "phrases.jsonl")).Phrases;
        phrases.CountBy(phrase => phrase.Kind).Should().HaveCount(6).And.OnlyContain(kind => kind.Value == 4);
        var tokenizer = HuggingFaceTokenizer.Load(Path.Combine(TestData.RepositoryRoot, "models", "reference", "base", "tokenizer.json"));
        phrases.Should().OnlyContain(phrase => tokenizer.Decode(tokenizer.Encode(" " + phrase.Text, false), true) == " " + phrase.Text);
    }

    private static PromptSet Read(string folder) => PromptSet.Read(Path.Combine(TestData.RepositoryRoot, "suites", folder, "prompts.jsonl"));
}
