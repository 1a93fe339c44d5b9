using System.Collections.Concurrent;
using DiversityBench.Fixtures.Manifest;
using DiversityBench.Fixtures.Models;
using DiversityBench.Fixtures.Recorded;
using DiversityBench.Fixtures.Served;
using DiversityBench.Metrics;
using DiversityBench.Metrics.Errors;
using DiversityBench.Verification.Baselines;
using DiversityBench.Verification.Claims;

namespace DiversityBench.Suites.Runs;

/// <summary>The pairs whose generations were made elsewhere or by servers: their files, what was read of them, and what experiments say of it.</summary>
internal sealed class RecordedPairs(RunResources run) : IDisposable
{
    private const int UsualVocabulary = 50257;
    private readonly Lock _drawing = new();
    private readonly ConcurrentDictionary<string, RecordedGenerations> _files = [];
    private readonly ConcurrentDictionary<(string Pair, Protocol Protocol), SharedPrompts> _shared = [];
    private readonly ConcurrentQueue<(ServedArm Arm, ServedFile File)> _served = [];

    /// <summary>The files that were read so far.</summary>
    public IReadOnlyCollection<RecordedGenerations> Read => [.. _files.Values];

    /// <summary>What a reader of the results has to know of how served samples came about.</summary>
    public IEnumerable<string> Notes => _served.OrderBy(served => served.Arm.Name, StringComparer.Ordinal).SelectMany(served => NotesOn(served.Arm, served.File));

    /// <summary>Files of the answers of servers.</summary>
    public IEnumerable<string> Served => _served.Select(served => served.File.Model.GraphPath).Order(StringComparer.Ordinal);

    /// <summary>The prompts that both files of a pair hold which was judged; their samples are read from there.</summary>
    public SharedPrompts Shared(ModelPair pair, Protocol protocol) => _shared[(pair.Id, protocol)];

    /// <summary>Judges a pair.</summary>
    /// <param name="pair">The pair.</param>
    /// <param name="protocol">How the prompts reach the models, where servers are asked; those of files were asked before.</param>
    /// <param name="baselines">Holds the results against what was approved.</param>
    public PairRun Judge(ModelPair pair, Protocol protocol, BaselineCheck baselines)
    {
        var (ofBase, ofAligned) = (Load(pair, pair.Base, isChat: false), Load(pair, pair.Aligned, protocol == Protocol.Deployed));
        pair.RequireTwoModels(ofBase.Sha256, ofAligned.Sha256);
        var samples = new RecordedSamples(
            pair.Id, protocol, ofBase.Shared(ofAligned, Experiment.KnownPrompts), Tools(pair.Base.RecordedVocabulary, pair.Aligned.RecordedVocabulary), run.Plan.TestOptions);
        _shared[(pair.Id, protocol)] = samples.Shared;
        var experiments = run.Plan.ExperimentsFor(pair).ToArray();
        var results = DecisionRule.Decide([.. experiments.SelectMany(
            e => run.Evidence.GetOrAdd(e.Name, $"{pair.Id}, {protocol}", ofBase, ofAligned, samples.Options, () => RecordedExperiments.Gather(e, samples)))]);
        var provenance = new BaselineProvenance(
            pair.Base.Engine, ofBase.Fingerprint, ofAligned.Fingerprint, pair.Base.Engine, run.Plan.Parameters.Seed,
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

    private RecordedGenerations Load(ModelPair pair, ModelDefinition model, bool isChat)
    {
        lock (_drawing)
        {
            return model.Endpoint is null
                ? _files.GetOrAdd(model.Id, _ => Import(run.Files.Verify(model)))
                : _files.GetOrAdd($"{model.Id}, {isChat}", _ => Import(Ask(pair, model, isChat)));
        }
    }

    private RecordedGenerations Import(VerifiedModel model) => new RecordedImport(run.Store, run.Progress, run.Terminal.WriteLine, run.Stop).Read(model);

    private VerifiedModel Ask(ModelPair pair, ModelDefinition model, bool isChat)
    {
        var (parameters, arm) = (run.Plan.Parameters, new ServedArm(model, isChat, run.Plan.Parameters.Sampling, run.Plan.Parameters.Seed));
        (string, Fixtures.Generations.Prompt, int)[] wanted = [.. from experiment in run.Plan.ExperimentsFor(pair)
                     where experiment.FromRecorded is not null && experiment.PromptsOf == experiment.Name
                     let set = experiment.ReadPrompts()
                     from prompt in set.Prompts
                     select (set.Name, prompt, parameters.Samples.For(prompt.Samples))];
        if (wanted.Length == 0)
            throw new BenchException(NothingToAsk(pair));
        var file = run.Served.Draw(arm, wanted);
        _served.Enqueue((arm, file));
        return file.Model;
    }

    private static IEnumerable<string> NotesOn(ServedArm arm, ServedFile file)
    {
        if (!file.IsRepeatable)
            yield return $"{arm.Endpoint} does not follow seeds: the samples of {arm.Name} are not reproducible once they are lost from the store.";
        if (file.WithoutText > 0)
            yield return FormattableString.Invariant($"{arm.Endpoint} gave no text for {file.WithoutText} of {file.Samples} samples of {arm.Name}: they count as not valid.");
    }

    private ErrorText NothingToAsk(ModelPair pair) => new ErrorText(
            $"the suites for pair {pair.Id}", "hold one that texts support", "servers run its models", string.Join(", ", run.Plan.ExperimentsFor(pair).Select(e => e.Name)), "Choose one of these, too")
        .With("Valid", Experiment.All.Where(e => e.FromRecorded is not null && e.PromptsOf == e.Name).Select(e => e.Name));
}
