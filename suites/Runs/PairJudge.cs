using System.Globalization;
using DiversityBench.Fixtures.Manifest;
using DiversityBench.Metrics;
using DiversityBench.Metrics.Errors;
using DiversityBench.Verification.Baselines;
using DiversityBench.Verification.Claims;

namespace DiversityBench.Suites.Runs;

/// <summary>Judges pairs, whether their models are run here, by servers, or were elsewhere.</summary>
internal sealed class PairJudge(RunResources run, PairArms pairArms, DrawnEvidence evidence, RecordedPairs recorded)
{
    private readonly BaselineCheck _baselines = new(run.Plan, run.Terminal);

    /// <summary>The verdicts on a pair under a protocol.</summary>
    /// <exception cref="BenchException">The pair crashed an earlier try of the run, mixes engines, or cannot be sampled.</exception>
    public PairRun Judge(ModelPair pair, Protocol protocol)
    {
        try
        {
            return JudgeInMemory(pair, protocol);
        }
        catch (OutOfMemoryException cause)
        {
            throw new BenchException(
                new ErrorText(
                        $"pair {pair.Id}", "be judged in the memory that there is", "its models, samples and tests lie there", cause.Message.ReplaceLineEndings(" ").TrimEnd('.'),
                        "Decode fewer sequences at once, as with DIVERSITYBENCH_BATCH=8 or \"batch\" of the models in models.json, choose fewer suites or samples, or take a machine with more memory")
                    .With("Base", pair.Base.Id).With("Aligned", pair.Aligned.Id).With("Batch", Batch(pair.Base) + "; " + Batch(pair.Aligned)),
                cause);
        }
    }

    private static string Batch(ModelDefinition model) => $"{model.Id}: {model.Batch?.ToString(CultureInfo.InvariantCulture) ?? "as the engine chooses"}";

    private PairRun JudgeInMemory(ModelPair pair, Protocol protocol)
    {
        if (run.Crashes.FirstOrDefault(c => c.Pair == pair.Id) is { } crash)
            throw new BenchException(crash.Text);
        if ((pair.Mixed ?? (pair.IsServed ? pair.Same : null)) is { } wrong)
            throw new BenchException(wrong);
        if (pair.Base.IsOfTexts)
            return recorded.Judge(pair, protocol, _baselines);
        var arms = pairArms.Of(pair, protocol);
        pair.RequireTwoModels(arms.Base.Model.Weights, arms.Aligned.Model.Weights);
        var experiments = run.Plan.ExperimentsFor(pair).ToArray();
        // Judged apart, so that a run of more suites does not change the verdicts of the main ones.
        var families = experiments.GroupBy(e => e.IsDefault).Select(group => group.SelectMany(e => evidence.Of(e, arms, run.Plan.TestOptions, pair)).ToArray());
        return _baselines.Compare(pair, protocol, experiments, [.. families.SelectMany(DecisionRule.Decide)], e => Provenance(e, arms));
    }

    private BaselineProvenance Provenance(Experiment experiment, ArmPair arms)
    {
        var (prompts, parameters) = (experiment.ReadPrompts(), run.Plan.Parameters);
        return new BaselineProvenance(
            prompts.Fingerprint, arms.Base.Model.Fingerprint, arms.Aligned.Model.Fingerprint, arms.Base.Model.EngineFingerprint, parameters.Seed,
            prompts.Prompts.ToDictionary(p => p.Id, p => parameters.Samples.For(p.Samples)),
            PackageVersions.Computing, run.Encoders.Chosen.Fingerprint, parameters.Sampling.InWords());
    }
}
