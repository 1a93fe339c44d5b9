using DiversityBench.Fixtures.Generations;
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

    // The paper: 100 personas, 200 outputs of "Grace Hopper was". The suite's budget on the embedded pair: 400, 400 and 600 samples an arm, and 360 of creative work.
    [TestCase("Personas", 400)]
    [TestCase("Semantics", 400)]
    [TestCase("TokenEntropy", 600)]
    [TestCase("Creative", 360)]
    public void The_samples_of_an_arm_stay_in_budget(string folder, int samples) => Read(folder).Prompts.Sum(prompt => prompt.Samples).Should().Be(samples);

    [Test]
    public void Experiment_3_has_the_twelve_prompts_and_more_that_a_sign_flip_needs() => Read("TokenEntropy").Prompts.Should().HaveCountGreaterThanOrEqualTo(12);

    // A prompt that names one: an aligned model keeps to it, a base model does not, and the reviews would differ for that reason alone.
    [Test]
    public void No_persona_prompt_names_a_product()
        => Read("Personas").Prompts.Should().OnlyContain(prompt => !prompt.Chat.Contains("blender") && !prompt.Chat.Contains("yoga mat"));

    private static PromptSet Read(string folder) => PromptSet.Read(Path.Combine(TestData.RepositoryRoot, "suites", folder, "prompts.jsonl"));
}
