using System.Text.Json;
using DiversityBench.Fixtures.Generations;
using DiversityBench.Metrics.ValidOutputs;
using FluentAssertions;
using NUnit.Framework;

namespace DiversityBench.Tests.Metrics.ValidOutputs;

/// <summary>The rules on real output: the first 20 generations of every cell that the reference ladder's own evaluation kept.</summary>
public sealed class ReferenceLadderSamplesTests
{
    // Lower and upper bounds of valid samples among 20. Read by eye: base and ppo answer what is asked, but for the slips that RESULTS.md names;
    // ppo-strong answers every chat prompt with a card, and 12 biographies and 11 stories with plain prompts turn into one.
    [TestCase("results.json", "base/raw/persona", 18, 20)]
    [TestCase("results.json", "base/raw/bio", 19, 20)]
    [TestCase("results.json", "base/raw/startup", 20, 20)]
    [TestCase("results.json", "sft/chat/persona", 17, 20)]
    [TestCase("results.json", "sft/chat/bio", 18, 20)]
    [TestCase("results.json", "sft/chat/startup", 15, 19)]
    [TestCase("results.json", "ppo/chat/persona", 17, 20)]
    [TestCase("results.json", "ppo/chat/bio", 18, 20)]
    [TestCase("results.json", "ppo/chat/startup", 17, 19)]
    [TestCase("results.json", "sft/raw/persona", 15, 20)]
    [TestCase("results.json", "sft/raw/bio", 15, 20)]
    [TestCase("results.json", "sft/raw/startup", 15, 20)]
    [TestCase("results.json", "dpo/raw/persona", 15, 20)]
    [TestCase("results.json", "dpo/raw/bio", 15, 20)]
    [TestCase("results.json", "dpo/raw/startup", 15, 20)]
    [TestCase("results.json", "dpo/chat/persona", 15, 20)]
    [TestCase("results.json", "dpo/chat/bio", 15, 20)]
    [TestCase("results.json", "dpo/chat/startup", 15, 20)]
    [TestCase("results.json", "ppo/raw/persona", 15, 20)]
    [TestCase("results.json", "ppo/raw/bio", 15, 20)]
    [TestCase("results.json", "ppo/raw/startup", 15, 20)]
    [TestCase("results-ppo-strong.json", "ppo-strong/raw/persona", 18, 20)]
    [TestCase("results-ppo-strong.json", "ppo-strong/chat/persona", 18, 20)]
    [TestCase("results-ppo-strong.json", "ppo-strong/chat/bio", 0, 0)]
    [TestCase("results-ppo-strong.json", "ppo-strong/chat/startup", 0, 0)]
    [TestCase("results-ppo-strong.json", "ppo-strong/raw/bio", 5, 9)]
    [TestCase("results-ppo-strong.json", "ppo-strong/raw/startup", 6, 10)]
    public void Valid_shares_are_those_a_reader_finds(string file, string cell, int fewest, int most)
    {
        using var results = JsonDocument.Parse(File.ReadAllBytes(TestData.Shared("reference-ladder", file)));
        var prompt = Prompt(cell.Split('/')[2]);
        var opening = cell.Contains("/raw/") ? prompt.Prefix : "";
        var texts = results.RootElement.GetProperty("samples").GetProperty(cell).EnumerateArray().Select(text => text.GetString()!).ToList();
        var judged = texts.Select(text => ValidityRule.For(prompt.Kind).Judge(text[opening.Length..], opening, prompt.About)).ToList();
        TestContext.Out.WriteLine($"{cell}: {judged.Count(validity => validity.IsValid)} valid");

        texts.Should().HaveCount(20).And.OnlyContain(text => text.StartsWith(opening, StringComparison.Ordinal));
        judged.Count(validity => validity.IsValid).Should().BeInRange(fewest, most);
    }

    private static Prompt Prompt(string task)
    {
        var folder = task switch { "persona" => "Personas", "bio" => "Semantics", _ => "TokenEntropy" };
        return PromptSet.Read(Path.Combine(TestData.RepositoryRoot, "suites", folder, "prompts.jsonl")).Prompts[0];
    }
}
