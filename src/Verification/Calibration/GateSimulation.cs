using System.Collections.Immutable;
using DiversityBench.Verification.Gate;

namespace DiversityBench.Verification.Calibration;

/// <summary>Sends simulated checkpoints through the gate again and again and counts what it says; repeatable for a seed, on any number of threads.</summary>
public static class GateSimulation
{
    private static readonly ImmutableDictionary<string, double> Everything = ImmutableDictionary<string, double>.Empty;

    /// <summary>Runs the gate.</summary>
    /// <param name="policy">The policy.</param>
    /// <param name="kept">Share of each metric that the candidates keep; 1 where nothing is said.</param>
    /// <param name="hasAccepted">Whether there is an accepted checkpoint, one that lost nothing.</param>
    /// <param name="runs">Number of runs.</param>
    /// <param name="seed">Seed of the draws.</param>
    /// <param name="ofBase">Share of each metric that the base model has of what an accepted checkpoint has; 1 where nothing is said.</param>
    public static GateSimulationResult Of(GatePolicy policy, IReadOnlyDictionary<string, double> kept, bool hasAccepted, int runs, ulong seed, IReadOnlyDictionary<string, double>? ofBase = null)
    {
        var decisions = new (GateOutcome Outcome, double DrawnShare, string[] NotPassed)[runs];
        var start = GateDecision.Begin(policy, hasAccepted);
        Parallel.For(0, runs, run => decisions[run] = Run(start, kept, ofBase ?? Everything, hasAccepted, seed + (ulong)run));
        int Count(GateOutcome outcome) => decisions.Count(d => d.Outcome == outcome);
        double[] clear = [.. decisions.Where(d => d.Outcome != GateOutcome.Insufficient).Select(d => d.DrawnShare)];
        return new GateSimulationResult(
            runs, Count(GateOutcome.Pass), Count(GateOutcome.Fail), Count(GateOutcome.Insufficient), clear.DefaultIfEmpty(1).Average(), decisions.Average(d => d.DrawnShare),
            decisions.SelectMany(d => d.NotPassed).CountBy(id => id).ToDictionary());
    }

    private static (GateOutcome Outcome, double DrawnShare, string[] NotPassed) Run(GateDecision decision, IReadOnlyDictionary<string, double> kept, IReadOnlyDictionary<string, double> ofBase, bool hasAccepted, ulong seed)
    {
        var policy = decision.Policy;
        SimulatedCheckpoint candidate = new(kept, seed, 0), baseModel = new(ofBase, seed, 1), accepted = new(Everything, seed, 2);
        var sources = policy.Chosen.Select(m => m.Source).Distinct().ToArray();
        var drawn = sources.ToDictionary(s => s, _ => 0);
        for (var stage = 0; decision.OpenSources is { Count: > 0 } open; stage++)
        {
            foreach (var source in open)
                drawn[source] = policy.SamplesAt(source, stage);
            decision = decision.After(stage, policy.Chosen.Where(m => open.Contains(m.Source)).ToDictionary(m => m.Id, m => new GateReading(
                candidate.Measure(m, drawn[m.Source]), baseModel.Measure(m, drawn[m.Source]), hasAccepted ? accepted.Measure(m, policy.SamplesPerPrompt[m.Source]).Value : null)));
        }

        double Total(Func<GateSource, int> samples) => sources.Sum(s => (double)SimulatedCheckpoint.Prompts(s) * samples(s));
        return (decision.Outcome, Total(s => drawn[s]) / Total(s => policy.SamplesPerPrompt[s]),
            [.. decision.Comparisons.Where(c => c.Outcome is GateOutcome.Fail or GateOutcome.Insufficient).Select(c => c.Comparison.Metric.Id).Distinct()]);
    }
}
