using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using DiversityBench.Metrics;
using DiversityBench.Metrics.Errors;
using DiversityBench.Verification.Baselines;

namespace DiversityBench.Verification.Gate;

/// <summary>Reads a policy (docs/gate.md). Strict: unknown keys, missing ones and numbers that cannot hold are errors.</summary>
public static class GatePolicyFile
{
    private const int SchemaVersion = 1;
    private const int MostStages = 10;
    private const int FewestSamples = 2;
    private const int MostSamples = 1_000_000;

    /// <summary>Reads a policy's text.</summary>
    /// <param name="text">JSON.</param>
    /// <param name="path">Where it stands; its file name without ending names the policy.</param>
    /// <exception cref="BenchException">Not a policy, or one with impossible numbers; names the key, the finding and the remedy.</exception>
    public static GatePolicy Read(string text, string path)
    {
        FileContent content;
        try
        {
            content = SealedJson.Read<FileContent>(text);
        }
        catch (JsonException error)
        {
            throw new BenchException(
                new ErrorText("the gate policy", "be a whole policy with known keys alone", "a misspelt key would leave its demand unchecked", error.Message.TrimEnd('.'), "Compare it with policies/default.json and docs/gate.md").With("Policy", path),
                error);
        }

        void Require(bool holds, string key, string expectation, string reason, FormattableString finding)
        {
            if (!holds)
                throw new BenchException(new ErrorText($"the key {key} of the gate policy", expectation, reason, FormattableString.Invariant(finding), "Correct the policy; docs/gate.md explains every field").With("Policy", path));
        }

        void RequireShare(double value, string key, double most, string reason) =>
            Require(value > 0 && value < most, key, string.Create(CultureInfo.InvariantCulture, $"lie above 0 and below {most}"), reason, $"{value}");

        Require(content.SchemaVersion == SchemaVersion, "schemaVersion", "be 1", "other forms are not known", $"{content.SchemaVersion}");
        RequireShare(content.FalseAlarmBudget, "falseAlarmBudget", 0.5, "it is the probability of a false alarm");
        RequireShare(content.MissBudget, "missBudget", 0.5, "it is the probability of passing a checkpoint at the floor");
        var stages = content.Stages;
        Require(stages.Count is > 0 and <= MostStages, "stages", $"hold 1 to {MostStages} shares", "each is a look at the samples", $"{stages.Count}");
        Require(stages.Zip(stages.Prepend(0)).All(s => s.First > s.Second) && stages[^1] == 1, "stages", "rise from above 0 to 1", "they are shares of the sample budget", $"{string.Join(", ", stages.Select(s => s.ToString(CultureInfo.InvariantCulture)))}");
        Require(content.Metrics.Count > 0, "metrics", "name at least one metric", "a gate that asks for nothing must not pass", $"none");
        foreach (var (id, asked) in content.Metrics)
        {
            Require(GateMetric.All.Any(m => m.Id == id), $"metrics.{id}", $"be one of {string.Join(", ", GateMetric.All.Select(m => m.Id))}", "other metrics are not measured", $"{id}");
            RequireShare(asked.Floor, $"metrics.{id}.floor", 1, "it is the share of the base model's figure to keep, and no finite sample shows that all is kept");
            RequireShare(asked.Margin, $"metrics.{id}.margin", 1, "it is the share of the accepted checkpoint's figure to keep, and no finite sample shows that all is kept");
        }

        foreach (var source in GateMetric.All.Where(m => content.Metrics.ContainsKey(m.Id)).Select(m => m.Source).Distinct())
        {
            var key = $"samplesPerPrompt.{source.ToString().ToLowerInvariant()}";
            Require(content.SamplesPerPrompt.ContainsKey(source), key, "be there", "a metric of the policy is measured on it", $"none");
            var samples = content.SamplesPerPrompt[source];
            Require(samples is >= 1 and <= MostSamples && samples * stages[0] > FewestSamples - 1, key, $"be at most {MostSamples} and give {FewestSamples} or more samples at the first stage", "no error can be estimated from fewer", $"{samples}");
        }

        return new GatePolicy(
            Path.GetFileNameWithoutExtension(path), content.Protocol, content.FalseAlarmBudget, content.MissBudget, content.Spending, stages, content.SamplesPerPrompt, content.Metrics);
    }

    // $schema helps editors; it says nothing.
    private sealed record FileContent(
        int SchemaVersion,
        Protocol Protocol,
        double FalseAlarmBudget,
        double MissBudget,
        ErrorSpending Spending,
        IReadOnlyList<double> Stages,
        IReadOnlyDictionary<GateSource, int> SamplesPerPrompt,
        IReadOnlyDictionary<string, MetricPolicy> Metrics,
        [property: JsonPropertyName("$schema")] string? Schema = null);
}
