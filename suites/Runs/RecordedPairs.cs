using System.Collections.Concurrent;
using DiversityBench.Fixtures.Manifest;
using DiversityBench.Fixtures.Models;
using DiversityBench.Fixtures.Recorded;
using DiversityBench.Verification.Baselines;
using DiversityBench.Verification.Claims;

namespace DiversityBench.Suites.Runs;

/// <summary>The pairs whose generations were made elsewhere: their files, what was read of them, and what experiments say of it.</summary>
internal sealed class RecordedPairs(RunResources run) : IDisposable
{
    private const int UsualVocabulary = 50257;
    private readonly ConcurrentDictionary<string, RecordedGenerations> _files = [];
    private readonly ConcurrentDictionary<string, SharedPrompts> _shared = [];

    /// <summary>The files that were read so far.</summary>
    public IReadOnlyCollection<RecordedGenerations> Read => [.. _files.Values];

    /// <summary>The prompts that both files of a pair hold which was judged; their samples are read from there.</summary>
    public SharedPrompts Shared(ModelPair pair) => _shared[pair.Id];

    /// <summary>Judges a pair.</summary>
    /// <param name="pair">The pair.</param>
    /// <param name="baselines">Holds the results against what was approved.</param>
    public PairRun Judge(ModelPair pair, BaselineCheck baselines)
    {
        var (ofBase, ofAligned) = (Load(pair.Base), Load(pair.Aligned));
        pair.RequireTwoModels(ofBase.Sha256, ofAligned.Sha256);
        var samples = new RecordedSamples(
            pair.Id, ofBase.Shared(ofAligned, Experiment.KnownPrompts), Tools(pair.Base.RecordedVocabulary, pair.Aligned.RecordedVocabulary), run.Plan.TestOptions);
        _shared[pair.Id] = samples.Shared;
        var experiments = run.Plan.ExperimentsFor(pair).ToArray();
        var results = DecisionRule.Decide([.. experiments.SelectMany(
            e => run.Evidence.GetOrAdd(e.Name, pair.Id, ofBase, ofAligned, samples.Options, () => RecordedExperiments.Gather(e, samples)))]);
        var provenance = new BaselineProvenance(
            "recorded", ofBase.Fingerprint, ofAligned.Fingerprint, "recorded", run.Plan.Parameters.Seed,
            new Dictionary<string, int> { ["prompts"] = samples.Shared.Count }, PackageVersions.Computing, run.Encoders.Chosen.Fingerprint);
        return baselines.Compare(pair, samples.Protocol, experiments, results, _ => provenance);
    }

    public void Dispose()
    {
        foreach (var shared in _shared.Values)
            shared.Dispose();
        foreach (var file in _files.Values)
            file.Dispose();
    }

    /// <summary>Vocabularies that are not known are taken to be as large as GPT-2's.</summary>
    private TextTools Tools(RecordedVocabulary? ofBase, RecordedVocabulary? ofAligned) => new(
        Math.Max(ofBase?.Size ?? UsualVocabulary, ofAligned?.Size ?? UsualVocabulary), ofBase is not null && ofBase.Sha256 == ofAligned?.Sha256,
        run.Encoders.Chosen.Embed, run.Sentiment, run.Once);

    private RecordedGenerations Load(ModelDefinition model) => _files.GetOrAdd(
        model.Id, _ => new RecordedImport(run.Store, run.Progress, run.Terminal.WriteLine, run.Stop).Read(run.Files.Verify(model)));
}
