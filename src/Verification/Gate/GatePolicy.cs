using DiversityBench.Metrics;

namespace DiversityBench.Verification.Gate;

/// <summary>What a gate demands, how sure it must be, and how many samples it may draw; checked by <see cref="GatePolicyFile"/>.</summary>
/// <param name="Name">Name of the file without its ending.</param>
/// <param name="Protocol">How the prompts reach the candidate; the base model always gets the raw text.</param>
/// <param name="FalseAlarmBudget">Largest probability that a checkpoint which lost nothing fails, over all metrics, in (0, 0.5).</param>
/// <param name="MissBudget">Largest probability that a checkpoint whose true share is the floor passes, in (0, 0.5); the power is 1 less this.</param>
/// <param name="Spending">How both errors are spent over the stages.</param>
/// <param name="Stages">Shares of the sample budget at which the gate looks, rising to 1.</param>
/// <param name="SamplesPerPrompt">Sample budget of each model and prompt, by what is sampled.</param>
/// <param name="Metrics">What is asked of each metric, by its id; at least one.</param>
public sealed record GatePolicy(
    string Name,
    Protocol Protocol,
    double FalseAlarmBudget,
    double MissBudget,
    ErrorSpending Spending,
    IReadOnlyList<double> Stages,
    IReadOnlyDictionary<GateSource, int> SamplesPerPrompt,
    IReadOnlyDictionary<string, MetricPolicy> Metrics)
{
    /// <summary>Samples of each model and prompt that are drawn by the end of a stage, rounded up.</summary>
    public int SamplesAt(GateSource source, int stage) => (int)Math.Ceiling((Stages[stage] * SamplesPerPrompt[source]) - 1e-9);

    /// <summary>The metrics asked for, in the order of <see cref="GateMetric.All"/>.</summary>
    public IReadOnlyList<GateMetric> Chosen => [.. GateMetric.All.Where(m => Metrics.ContainsKey(m.Id))];

    /// <summary>The comparisons that the gate decides.</summary>
    /// <param name="hasAccepted">Whether there is an accepted checkpoint.</param>
    public IReadOnlyList<GateComparison> Comparisons(bool hasAccepted) =>
    [
        .. Chosen.SelectMany(m => hasAccepted ? new[] { GateReference.Base, GateReference.Accepted } : [GateReference.Base], (m, r) => new GateComparison(m, r, Metrics[m.Id].Of(r), r == GateReference.Base ? Metrics[m.Id].Because : null)),
    ];
}
