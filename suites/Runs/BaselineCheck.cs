using DiversityBench.Fixtures.Manifest;
using DiversityBench.Metrics;
using DiversityBench.Verification.Baselines;
using DiversityBench.Verification.Claims;

namespace DiversityBench.Suites.Runs;

/// <summary>Holds the results of a pair against what was approved, or approves them where the run was asked to.</summary>
internal sealed class BaselineCheck(RunPlan plan, TextWriter terminal)
{
    /// <summary>The results with how those of each suite stand to its baseline.</summary>
    public PairRun Compare(ModelPair pair, Protocol protocol, IReadOnlyList<Experiment> experiments, IReadOnlyList<ClaimResult> results, Func<Experiment, BaselineProvenance> provenance) => new(
        pair.Id, protocol, results, experiments.ToDictionary(e => e.Name, e => Compare(pair, protocol, e, provenance(e), [.. results.Where(r => e.Claims.Any(c => c.Id == r.Claim.Id))])));

    private BaselineComparison Compare(ModelPair pair, Protocol protocol, Experiment experiment, BaselineProvenance provenance, IReadOnlyList<ClaimResult> results)
    {
        var key = new BaselineKey(pair.Id, experiment.Name.ToLowerInvariant(), protocol);
        var comparison = plan.Baselines.Compare(key, results, provenance, isWholeSuite: true);
        if (plan.Parameters.Accept)
            return plan.Baselines.Accept(comparison, RunPlan.IsContinuousIntegration);
        if (comparison.Approved is not null || comparison.Fault is not null)
            WriteReceived(comparison);
        return comparison;
    }

    private void WriteReceived(BaselineComparison comparison)
    {
        try
        {
            plan.Baselines.WriteReceived(comparison);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // What moved is in the verdicts; they matter more than the file.
            terminal.WriteLine($"{comparison.ReceivedPath} could not be written: {e.Message}");
        }
    }
}
