using System.Collections.Concurrent;
using DiversityBench.Fixtures.Manifest;
using DiversityBench.Fixtures.Models;
using DiversityBench.Fixtures.Tokenization;
using DiversityBench.Verification.Claims;

namespace DiversityBench.Suites.Runs;

/// <summary>What experiments say of arms whose models can be run.</summary>
internal sealed class DrawnEvidence(RunResources run, PairArms pairArms)
{
    private readonly BlockedMassService _blocked = new(run.Store, run.Progress);
    private readonly ConcurrentDictionary<(string Experiment, ArmPair Arms, ClaimTestOptions Options), Lazy<IReadOnlyList<ClaimEvidence>>> _evidence = [];
    private readonly ConcurrentDictionary<(ITokenizer Base, ITokenizer Aligned), VocabularyDifference?> _differences = [];

    /// <summary>What an experiment says of two arms; drawn and measured once, however many controls ask for it.</summary>
    /// <param name="experiment">The experiment.</param>
    /// <param name="arms">The arms.</param>
    /// <param name="options">Seed and effort.</param>
    /// <param name="pair">The pair whose ladder the experiment may look at; null for none.</param>
    public IReadOnlyList<ClaimEvidence> Of(Experiment experiment, ArmPair arms, ClaimTestOptions options, ModelPair? pair = null)
        => _evidence.GetOrAdd((experiment.Name, arms, options), _ => new Lazy<IReadOnlyList<ClaimEvidence>>(() =>
        {
            var (rungs, truthPath) = LadderOf(pair, arms.Protocol);
            return run.Evidence.GetOrAdd(experiment.Name, arms, rungs, truthPath, options, () => Gather(experiment, arms, options, rungs, truthPath));
        })).Value;

    /// <summary>What an experiment that can be measured works on, as the report shows it.</summary>
    /// <param name="experiment">The experiment.</param>
    /// <param name="arms">The arms.</param>
    /// <param name="pair">The pair.</param>
    public ExperimentSamples SamplesOf(Experiment experiment, ArmPair arms, ModelPair pair)
    {
        var (rungs, truthPath) = LadderOf(pair, arms.Protocol);
        return Samples(experiment, arms, run.Plan.TestOptions, rungs, truthPath);
    }

    /// <summary>Forgets the evidence of pairs that were judged.</summary>
    public void Clear() => _evidence.Clear();

    /// <summary>Whether an experiment's claims can be measured of two arms: those about tokens need one vocabulary.</summary>
    public bool CanMeasure(Experiment experiment, ArmPair arms) => !experiment.IsTokenLevel || Difference(arms) is null;

    /// <summary>Where the vocabularies of two arms first differ; looked for once a pair of tokenizers.</summary>
    private VocabularyDifference? Difference(ArmPair arms) => _differences.GetOrAdd(
        (arms.Base.Model.Tokenizer, arms.Aligned.Model.Tokenizer), static tokenizers => Vocabularies.FirstDifference(tokenizers.Base, tokenizers.Aligned));

    private (IReadOnlyList<RungArm> Rungs, string? TruthPath) LadderOf(ModelPair? pair, Metrics.Protocol protocol)
        => pair is not null && run.Plan.Manifest.LadderOf(pair) is { } ladder ? (pairArms.Rungs(ladder, pair, protocol), ladder.TruthPath) : ([], null);

    private IReadOnlyList<ClaimEvidence> Gather(Experiment experiment, ArmPair arms, ClaimTestOptions options, IReadOnlyList<RungArm> rungs, string? truthPath)
    {
        if (!CanMeasure(experiment, arms))
            return [.. experiment.Claims.Select(claim => ClaimEvidence.NotMeasurable(claim, arms.Name, arms.Protocol, 0, 0, Difference(arms)!.Reason))];
        var samples = Samples(experiment, arms, options, rungs, truthPath);
        var work = $"{arms.Name}, {arms.Protocol.ToString().ToLowerInvariant()}: testing {experiment.Name}";
        using var step = run.Progress.Begin(work);
        run.Progress.Report(work, 0, 1, 0);
        return experiment.Gather(samples);
    }

    private ExperimentSamples Samples(Experiment experiment, ArmPair arms, ClaimTestOptions options, IReadOnlyList<RungArm> rungs, string? truthPath)
    {
        var set = experiment.ReadPrompts();
        var (ofBase, ofAligned) = (run.Sampler.Draw(arms.Base, set), run.Sampler.Draw(arms.Aligned, set));
        IReadOnlyList<Sample> Counting(IReadOnlyList<Sample> drawn) => [.. drawn.Take((int)Math.Ceiling(arms.SampleShare * drawn.Count))];
        var prompts = set.Prompts.Select((prompt, i) => new PromptSamples(prompt, Counting(ofBase[i]), Counting(ofAligned[i]))).ToArray();
        Experiment[] core = [.. run.Plan.Experiments.Where(e => e.IsCore)];
        return new ExperimentSamples(
            arms, prompts, rungs, Tools(arms, hasOneVocabulary: Difference(arms) is null), options, (others, effort) => [.. core.SelectMany(e => Of(e, others, effort ?? options))])
        { TruthPath = truthPath, CoreExperiments = core };
    }

    private ArmTools Tools(ArmPair arms, bool hasOneVocabulary) => new(
        run.Sampler, run.Models.Sharpened, _blocked, arms.Base.Model.Tokenizer, Math.Max(arms.Base.Model.Tokenizer.VocabularySize, arms.Aligned.Model.Tokenizer.VocabularySize), hasOneVocabulary,
        run.Encoders.Chosen.Embed, run.Sentiment, run.Once)
    { OtherEncoders = run.Encoders.Others };
}
