using System.Text.Json.Nodes;
using DiversityBench.Metrics;
using DiversityBench.Metrics.Errors;
using DiversityBench.Verification.Gate;
using FluentAssertions;
using NJsonSchema;
using NUnit.Framework;

namespace DiversityBench.Tests.Verification.Gate;

public sealed class GatePolicyFileTests
{
    private static readonly string Text = File.ReadAllText(Path.Combine(Policies.Folder, "default.json"));

    private static IEnumerable<string> Names => Directory.EnumerateFiles(Policies.Folder, "*.json").Select(f => Path.GetFileNameWithoutExtension(f));

    [Test]
    public void Default_policy_declares_one_percent_of_false_alarms_and_the_smallest_effect_of_the_claims()
    {
        Policies.Default.Should().Match<GatePolicy>(p => p.Name == "default" && p.Protocol == Protocol.Deployed && p.FalseAlarmBudget == 0.01 && p.MissBudget <= 0.05);
        Policies.Default.Chosen.Should().Equal(GateMetric.All);
        Policies.Default.Metrics.Values.Should().OnlyContain(m => m.Floor == 0.8 && m.Margin == 0.8, "a ratio of 0.8 is what E1.1, E1.3, E1.5 and E2.2 call the smallest effect of interest");
    }

    [TestCaseSource(nameof(Names))]
    public async Task Policies_of_the_repository_follow_the_published_schema(string name)
    {
        var schema = await JsonSchema.FromFileAsync(Path.Combine(TestData.RepositoryRoot, "docs", "gate-policy.schema.json"));

        schema.Validate(await File.ReadAllTextAsync(Path.Combine(Policies.Folder, $"{name}.json"))).Should().BeEmpty();
        Policies.Read(name).Name.Should().Be(name);
    }

    // Stage 1 of 7 of 40 samples is 4, the second is 0.15 x 40 = 6.
    [Test]
    public void Stages_are_shares_of_the_samples_of_a_prompt()
        => Enumerable.Range(0, 7).Select(stage => Policies.Default.SamplesAt(GateSource.Stories, stage)).Should().Equal(4, 6, 9, 13, 19, 28, 40);

    [TestCase("falseAlarmBudget", "0", "the key falseAlarmBudget of the gate policy to lie above 0 and below 0.5 because it is the probability of a false alarm, but found 0.")]
    [TestCase("falseAlarmBudget", "0.5", "falseAlarmBudget")]
    [TestCase("falseAlarmBudget", "1e999", "falseAlarmBudget")]
    [TestCase("missBudget", "-0.05", "missBudget")]
    [TestCase("missBudget", "1", "missBudget")]
    [TestCase("stages", "[]", "stages")]
    [TestCase("stages", "[0.5, 0.2, 1]", "rise from above 0 to 1")]
    [TestCase("stages", "[0.1, 0.5]", "rise from above 0 to 1")]
    [TestCase("stages", "[0, 1]", "rise from above 0 to 1")]
    [TestCase("stages", "[0.5, 1, 1.5]", "rise from above 0 to 1")]
    [TestCase("samplesPerPrompt", """{ "personas": 5, "biographies": 100, "stories": 40 }""", "samplesPerPrompt.personas")]
    [TestCase("samplesPerPrompt", """{ "personas": -5, "biographies": 100, "stories": 40 }""", "samplesPerPrompt.personas")]
    [TestCase("samplesPerPrompt", """{ "biographies": 100, "stories": 40 }""", "samplesPerPrompt.personas of the gate policy to be there")]
    [TestCase("metrics", "{}", "a gate that asks for nothing must not pass")]
    [TestCase("metrics", """{ "first-names": { "floor": 1, "margin": 0.8 } }""", "metrics.first-names.floor")]
    [TestCase("metrics", """{ "first-names": { "floor": 0, "margin": 0.8 } }""", "metrics.first-names.floor")]
    [TestCase("metrics", """{ "first-names": { "floor": 0.8, "margin": 1.2 } }""", "metrics.first-names.margin")]
    [TestCase("metrics", """{ "first-names": { "floor": 0.8 } }""", "margin")]
    [TestCase("metrics", """{ "first-nmaes": { "floor": 0.8, "margin": 0.8 } }""", "metrics.first-nmaes")]
    [TestCase("schemaVersion", "2", "schemaVersion")]
    [TestCase("protocol", "\"chat\"", "protocol")]
    [TestCase("floors", "1", "floors")]
    public void Impossible_policies_are_refused_with_key_and_remedy(string key, string value, string finding)
    {
        var policy = JsonNode.Parse(Text)!.AsObject();
        policy[key] = JsonNode.Parse(value);

        FluentActions.Invoking(() => GatePolicyFile.Read(policy.ToJsonString(), "mine.json")).Should().Throw<BenchException>()
            .Which.Message.Should().Contain(finding).And.Contain("Policy: mine.json").And.Contain("Next step: ");
    }

    [TestCase("falseAlarmBudget")]
    [TestCase("stages")]
    [TestCase("metrics")]
    public void Missing_keys_are_refused(string key)
    {
        var policy = JsonNode.Parse(Text)!.AsObject();
        policy.Remove(key);

        FluentActions.Invoking(() => GatePolicyFile.Read(policy.ToJsonString(), "mine.json")).Should().Throw<BenchException>().Which.Message.Should().Contain(key);
    }

    [Test]
    public void The_reason_of_a_floor_stands_beside_the_base_model_alone()
        => Policies.Read("reference").Comparisons(hasAccepted: true).Where(c => c.Because is not null).Should().ContainSingle().Which
            .Should().Match<GateComparison>(c => c.Metric.Id == "age-spread" && c.Reference == GateReference.Base && c.Floor == 0.7);

    [TestCase("")]
    [TestCase("null")]
    [TestCase("[]")]
    [TestCase("{ \"missBudget\": 0.1, \"missBudget\": 0.2 }")]
    public void What_is_no_policy_is_refused(string text)
        => FluentActions.Invoking(() => GatePolicyFile.Read(text, "mine.json")).Should().Throw<BenchException>().WithMessage("Expected the gate policy to be a whole policy*");
}
