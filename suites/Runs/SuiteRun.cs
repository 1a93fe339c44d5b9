using System.Collections.Concurrent;
using System.Globalization;
using DiversityBench.Fixtures.Generations;
using DiversityBench.Fixtures.Hub;
using DiversityBench.Fixtures.Manifest;
using DiversityBench.Fixtures.Models;
using DiversityBench.Fixtures.Parameters;
using DiversityBench.Fixtures.Progress;
using DiversityBench.Fixtures.Recorded;
using DiversityBench.Fixtures.Store;
using DiversityBench.Fixtures.Supervision;
using DiversityBench.Fixtures.Tokenization;
using DiversityBench.Metrics;
using DiversityBench.Metrics.Errors;
using DiversityBench.Metrics.Sentiment;
using DiversityBench.Report.Html;
using DiversityBench.Report.Results;
using DiversityBench.Report.Tables;
using DiversityBench.Suites.Gate;
using DiversityBench.Verification.Baselines;
using DiversityBench.Verification.Claims;
using DiversityBench.Verification.Gate;
using Microsoft.ML.OnnxRuntime;

namespace DiversityBench.Suites.Runs;

/// <summary>One run of the suite: what it was asked for, what it opened, and the verdicts, made when they are first asked for.</summary>
internal sealed class SuiteRun : IDisposable
{
    private readonly RunPlan _plan;
    private readonly RunClock _clock = new(TimeProvider.System);
    private readonly TextWriter _terminal;
    private readonly Logbook _progress;
    private readonly IReadOnlyList<Crash> _crashes;
    private readonly GenerationStore _store;
    private readonly HttpClient _http = HubModels.CreateHttp();
    private readonly ModelFiles _files;
    private readonly ArmSampler _sampler;
    private readonly BlockedMassService _blocked;
    private readonly EmbeddingService _embeddings;
    private readonly Dictionary<string, Lazy<EmbeddingService>> _otherEmbeddings;
    private readonly VaderAnalyzer _sentiment = new();
    private readonly OnceByTexts _once = new();
    private readonly Dictionary<string, LanguageModel> _models = [];
    private readonly ConcurrentDictionary<string, RecordedGenerations> _recorded = [];
    private readonly ConcurrentDictionary<string, RecordedSamples> _recordedSamples = [];
    private readonly Dictionary<(string Pair, Protocol Protocol), Lazy<PairRun>> _runs = [];
    private readonly CancellationTokenSource _stop = new();
    private readonly ConcurrentDictionary<(string Experiment, ArmPair Arms, ClaimTestOptions Options), Lazy<IReadOnlyList<ClaimEvidence>>> _evidence = [];
    private readonly ConcurrentDictionary<(ITokenizer Base, ITokenizer Aligned), VocabularyDifference?> _differences = [];
    private readonly EvidenceStore _stored;
    private readonly Dictionary<string, Task> _started = [];
    private readonly Lazy<GateReport> _gate;
    private Func<GateReport, string>? _accept;

    public SuiteRun(RunPlan plan)
    {
        _plan = plan;
        if (plan.ExportFolder is { } folder)
            RecordedWriter.Prepare(folder);
        _terminal = TerminalOutput.Open(Environment.GetCommandLineArgs(), Console.OpenStandardError());
        var shared = Supervisor.SharedFolder();
        _crashes = shared.ReadCrashes();
        _progress = new Logbook(new ConsoleProgress(_terminal, TimeProvider.System), shared);
        _store = GenerationStore.Open(plan.StorePath);
        foreach (var notice in _store.Notices)
            _terminal.WriteLine(notice);
        _stored = new EvidenceStore(_store, plan, _terminal.WriteLine);
        _files = new ModelFiles(plan.Manifest.Root, new HubModels(plan.Hub, plan.LockPath, _http, TimeProvider.System, _progress, _stop.Token));
        _sampler = new ArmSampler(new SampleService(_store, _progress), plan.Parameters.Samples, _stop.Token);
        _blocked = new BlockedMassService(_store, _progress);
        var encoder = plan.Manifest.SelectEncoder(plan.Parameters);
        _embeddings = Embeddings(encoder);
        _otherEmbeddings = plan.Manifest.Encoders.Where(other => other.Id != encoder.Id)
            .ToDictionary(other => other.Id, other => new Lazy<EmbeddingService>(() => Embeddings(other.With(plan.Parameters))));
        _gate = new Lazy<GateReport>(JudgeCandidate);
        foreach (var pair in plan.Pairs)
        {
            foreach (var protocol in plan.ProtocolsFor(pair))
                _runs.Add((pair.Id, protocol), new Lazy<PairRun>(() => Judge(pair, protocol)));
        }

        Console.CancelKeyPress += OnInterrupt;
    }

    /// <summary>The verdicts on a pair under a protocol; the first call samples and measures.</summary>
    /// <remarks>
    /// The other protocols of the pair are judged at the same time, since what is tested of one leaves processors idle that
    /// the other can use; samples are drawn for one at a time. Pairs are judged one after the other: should the process crash, one pair is to blame.
    /// </remarks>
    public PairRun Of(string pair, Protocol protocol)
    {
        if (!_started.ContainsKey(pair))
        {
            Task.WaitAny(Task.WhenAll(_started.Values));
            _progress.Open(pair);
            _started.Add(pair, Task.WhenAll(_runs.Where(run => run.Key.Pair == pair).Select(run => Task.Run(() => TryGet(run.Value)))));
        }

        return _runs[(pair, protocol)].Value;
    }

    /// <summary>What the gate found of the candidate; the first call samples and measures.</summary>
    public GateReport Gate => _gate.Value;

    /// <summary>Makes the candidate the accepted checkpoint, where the run was asked to.</summary>
    /// <exception cref="Metrics.Errors.BenchException">It did not pass, or the file cannot be written.</exception>
    public void AcceptCandidate()
    {
        if (_plan.Parameters.Accept)
            _terminal.WriteLine($"Accepted: {_accept!(Gate)}");
    }

    /// <summary>Writes the results file and the table of claims, or what a gate leaves.</summary>
    public void Finish()
    {
        if (_gate.IsValueCreated)
            GateOutput.Write(_gate.Value, _plan, _clock, _terminal);
        Task.WaitAll([.. _started.Values]);
        _progress.Open(null);
        var runs = _runs.Values.Where(run => run.IsValueCreated).Select(run => TryGet(run)).OfType<PairRun>().ToArray();
        if (runs.Length == 0)
            return;
        var claims = runs.SelectMany(run => run.Results.Select(result =>
            ReportedClaim.Of(result, run.Comparisons.Values.Single(c => c.Current.Claims.Any(claim => claim.Id == result.Claim.Id))))).ToArray();
        var notes = runs.SelectMany(run => run.Comparisons.Values).Where(c => !c.Agrees).Select(BaselineSummary.Of).ToArray();
        var results = new RunResults(
            new RunRecord(
                _clock.Started, _clock.Elapsed.TotalSeconds, typeof(SuiteRun).Assembly.GetName().Version!.ToString(3), [_plan.Parameters.Seed],
                _plan.Described, string.Join(", ", _models.Values.Select(m => m.RuntimeVersion).Prepend(new OnnxRuntime().Version).Distinct()), RunPlan.Hardware),
            // A run that finds its evidence makes no sharpened copies; their files are those of their models anyway.
            [.. _models.Values.Where(m => !m.IsSharpened).Select(m => new ModelRecord(m.Id, m.Fingerprint)), .. _recorded.Values.Select(m => new ModelRecord(m.ModelId, m.Fingerprint))],
            claims,
            notes);
        var written = ResultsFile.Write(Path.Combine(_plan.ResultsFolder, "results.json"), results, Path.GetTempPath());
        var pairs = PairsCsv.Write(Path.Combine(_plan.ResultsFolder, "pairs.csv"), results, Path.GetTempPath());
        ClaimTable.Write(_terminal, results, written, new TableStyle(RunPlan.TerminalWidth), pairs);
        var report = HtmlReport.Write(Path.Combine(_plan.ResultsFolder, "report.html"), results, Samples(runs), Path.GetTempPath());
        _terminal.WriteLine($"Report: {report.Path}");
        StepSummaryFile.Append(MarkdownSummary.Of(results), _terminal);
        if (_plan.ExportFolder is { } folder && !_stop.IsCancellationRequested)
            Export(folder, runs);
    }

    public void Dispose()
    {
        Console.CancelKeyPress -= OnInterrupt;
        foreach (var model in _models.Values)
            model.Dispose();
        _embeddings.Dispose();
        foreach (var other in _otherEmbeddings.Values.Where(other => other.IsValueCreated))
            other.Value.Dispose();
        _store.Dispose();
        _http.Dispose();
        _stop.Dispose();
        _terminal.Dispose();
    }

    private void Export(string folder, IEnumerable<PairRun> runs)
    {
        var export = new SampleExport(folder, _plan.Manifest.Root, _sampler);
        var drawn = from run in runs
                    let pair = _plan.Pairs.Single(pair => pair.Id == run.Pair)
                    where !pair.IsRecorded
                    select (pair, Arms(pair, run.Protocol), PromptSets(pair));
        foreach (var line in export.Write([.. drawn]))
            _terminal.WriteLine(line);
    }

    private IReadOnlyList<PromptSet> PromptSets(ModelPair pair) => [.. _plan.ExperimentsFor(pair).Where(e => e.PromptsOf is not null).DistinctBy(e => e.PromptsOf).Select(e => e.ReadPrompts())];

    private IReadOnlyList<ReportedSamples> Samples(IReadOnlyList<PairRun> runs) =>
    [
        .. from run in runs
           let pair = _plan.Pairs.Single(pair => pair.Id == run.Pair)
           where !_stop.IsCancellationRequested
           from sheet in pair.IsRecorded
               ? SampleSheets.Of(pair, _recordedSamples[pair.Id], KnownPrompts)
               : Sheets(Arms(pair, run.Protocol), _plan.ExperimentsFor(pair))
           select sheet,
    ];

    /// <summary>What cannot be measured was not drawn either.</summary>
    private IEnumerable<ReportedSamples> Sheets(ArmPair arms, IEnumerable<Experiment> experiments)
        => SampleSheets.Of(arms, experiments.Where(e => !e.IsTokenLevel || Difference(arms) is null), _sampler);

    /// <summary>Where the vocabularies of two arms first differ; looked for once a pair of tokenizers.</summary>
    private VocabularyDifference? Difference(ArmPair arms) => _differences.GetOrAdd(
        (arms.Base.Model.Tokenizer, arms.Aligned.Model.Tokenizer), static tokenizers => Vocabularies.FirstDifference(tokenizers.Base, tokenizers.Aligned));

    /// <summary>The prompts of all suites.</summary>
    private static IReadOnlyList<Prompt> KnownPrompts => [.. Experiment.All.Where(e => e.PromptsOf == e.Name).SelectMany(e => e.ReadPrompts().Prompts)];

    private GateReport JudgeCandidate()
    {
        var target = _plan.Gate ?? throw new InvalidOperationException("The run is no gate.");
        var candidate = target.Temperature == 1 ? Model(target.Candidate) : Sharpened(Model(target.Candidate), target.Temperature);
        var gate = new GateRun(target, _plan.Parameters, candidate, Model(target.Base), _sampler, _embeddings);
        _accept = gate.Accept;
        return gate.Judge();
    }

    private static PairRun? TryGet(Lazy<PairRun> run)
    {
        try
        {
            return run.Value;
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            // Every test of that pair has failed with this error already.
            return null;
        }
    }

    private void OnInterrupt(object? sender, ConsoleCancelEventArgs e)
    {
        e.Cancel = true;
        // A terminal tells every process of the run, and the parent passes it on.
        if (_stop.IsCancellationRequested)
            return;
        _terminal.WriteLine("Interrupted. " + _store.ResumeHint);
        _stop.Cancel();
    }

    private PairRun Judge(ModelPair pair, Protocol protocol)
    {
        if (_crashes.FirstOrDefault(c => c.Pair == pair.Id) is { } crash)
            throw new BenchException(crash.Text);
        if (pair.IsRecorded)
            return JudgeRecorded(pair);
        if (new[] { pair.Base, pair.Aligned }.FirstOrDefault(m => m.RecordedFields is not null) is { } recorded)
            throw Mixed(pair, recorded);
        var arms = Arms(pair, protocol);
        var experiments = _plan.ExperimentsFor(pair).ToArray();
        // Judged apart, so that a run of more suites does not change the verdicts of the main ones.
        var families = experiments.GroupBy(e => e.IsDefault).Select(group => group.SelectMany(e => Evidence(e, arms, Options, pair)).ToArray());
        return Compared(pair, protocol, experiments, [.. families.SelectMany(DecisionRule.Decide)], e => Provenance(e, arms));
    }

    private ClaimTestOptions Options => new() { Seed = _plan.Parameters.Seed, RawPermutations = 49 };

    private PairRun JudgeRecorded(ModelPair pair)
    {
        var import = new RecordedImport(_store, _progress, _terminal.WriteLine, _stop.Token);
        RecordedGenerations Load(ModelDefinition model) => _recorded.GetOrAdd(model.Id, _ => import.Read(_files.Verify(model)));
        var (ofBase, ofAligned) = (Load(pair.Base), Load(pair.Aligned));
        var samples = new RecordedSamples(
            pair.Id, ofBase.Shared(ofAligned, KnownPrompts), new WordTools(_embeddings.Embed, _sentiment, _once), Options);
        _recordedSamples[pair.Id] = samples;
        var experiments = _plan.ExperimentsFor(pair).ToArray();
        var results = DecisionRule.Decide([.. experiments.SelectMany(e => RecordedExperiments.Gather(e, samples))]);
        var provenance = new BaselineProvenance(
            "recorded", ofBase.Fingerprint, ofAligned.Fingerprint, "recorded", _plan.Parameters.Seed,
            new Dictionary<string, int> { ["prompts"] = samples.Shared.Count }, Packages);
        return Compared(pair, samples.Protocol, experiments, results, _ => provenance);
    }

    private PairRun Compared(ModelPair pair, Protocol protocol, IReadOnlyList<Experiment> experiments, IReadOnlyList<ClaimResult> results, Func<Experiment, BaselineProvenance> provenance) => new(
        pair.Id, protocol, results, experiments.ToDictionary(e => e.Name, e => Compare(pair, protocol, e, provenance(e), [.. results.Where(r => e.Claims.Any(c => c.Id == r.Claim.Id))])));

    private static BenchException Mixed(ModelPair pair, ModelDefinition recorded) => new(new ErrorText(
            $"the two models of pair {pair.Id}", "be both recorded or both have weights", "generations made elsewhere and here differ in more than the model",
            $"recorded generations for {recorded.Id} alone", "Record the other model's generations, too")
        .With("Base", pair.Base.Id).With("Aligned", pair.Aligned.Id));

    private ArmPair Arms(ModelPair pair, Protocol protocol) => new(pair.Id, protocol, Arm(pair.Base, isChat: false), Arm(pair.Aligned, protocol == Protocol.Deployed));

    private Arm Arm(ModelDefinition model, bool isChat) => new(Model(model), isChat, _plan.Parameters.Sampling, _plan.Parameters.Seed);

    /// <summary>The rungs between the pair's models, of the first ladder that holds both in this order.</summary>
    private IReadOnlyList<RungArm> Rungs(Fixtures.Manifest.Ladder ladder, ModelPair pair, Protocol protocol)
    {
        var ids = ladder.Rungs.Select(rung => rung.Model.Id).ToList();
        var (first, last) = (ids.IndexOf(pair.Base.Id), ids.IndexOf(pair.Aligned.Id));
        var between = ladder.Rungs.Skip(first).Take(last - first + 1).ToArray();
        return [.. between.Select((rung, i) => new RungArm(
            rung.Name, Arm(rung.Model.With(_plan.Parameters), i > 0 && protocol == Protocol.Deployed), i == 0 ? null : From(rung)))];

        string From(Rung rung)
        {
            while (rung.From is { } from)
            {
                rung = ladder.Rungs.Single(r => r.Name == from);
                if (between.Contains(rung))
                    return from;
            }

            return between[0].Name;
        }
    }

    /// <summary>What an experiment says of two arms; drawn and measured once, however many controls ask for it.</summary>
    private IReadOnlyList<ClaimEvidence> Evidence(Experiment experiment, ArmPair arms, ClaimTestOptions options, ModelPair? pair = null)
        => _evidence.GetOrAdd((experiment.Name, arms, options), _ => new Lazy<IReadOnlyList<ClaimEvidence>>(() =>
        {
            var ladder = pair is null ? null : _plan.Manifest.LadderOf(pair);
            var rungs = ladder is null ? [] : Rungs(ladder, pair!, arms.Protocol);
            return _stored.GetOrAdd(experiment.Name, arms, rungs, ladder?.TruthPath, options, () => Gather(experiment, arms, options, rungs, ladder?.TruthPath));
        })).Value;

    private IReadOnlyList<ClaimEvidence> Gather(Experiment experiment, ArmPair arms, ClaimTestOptions options, IReadOnlyList<RungArm> rungs, string? truthPath)
    {
        var difference = Difference(arms);
        if (difference is not null && experiment.IsTokenLevel)
            return [.. experiment.Claims.Select(claim => ClaimEvidence.NotMeasurable(claim, arms.Name, arms.Protocol, 0, 0, $"the models have different vocabularies, so tokens cannot be compared: {difference}"))];
        var set = experiment.ReadPrompts();
        var (ofBase, ofAligned) = (_sampler.Draw(arms.Base, set), _sampler.Draw(arms.Aligned, set));
        IReadOnlyList<Sample> Counting(IReadOnlyList<Sample> drawn) => [.. drawn.Take((int)Math.Ceiling(arms.SampleShare * drawn.Count))];
        var prompts = set.Prompts.Select((prompt, i) => new PromptSamples(prompt, Counting(ofBase[i]), Counting(ofAligned[i]))).ToArray();
        var tools = new ArmTools(
            _sampler, Sharpened, _blocked, arms.Base.Model.Tokenizer, Math.Max(arms.Base.Model.Tokenizer.VocabularySize, arms.Aligned.Model.Tokenizer.VocabularySize), _embeddings.Embed, _sentiment, _once)
        { HasOneVocabulary = difference is null, OtherEncoders = [.. _otherEmbeddings.Select(other => new NamedEncoder(other.Key, texts => other.Value.Value.Embed(texts)))] };
        var work = $"{arms.Name}, {arms.Protocol.ToString().ToLowerInvariant()}: testing {experiment.Name}";
        using var step = _progress.Begin(work);
        _progress.Report(work, 0, 1, 0);
        return experiment.Gather(new ExperimentSamples(
            arms, prompts, rungs, tools, options,
            (others, effort) => [.. _plan.Experiments.Where(e => e.IsCore).SelectMany(e => Evidence(e, others, effort ?? options))])
        { TruthPath = truthPath });
    }

    private static Dictionary<string, string> Packages { get; } = PackageVersions.Read();

    private BaselineProvenance Provenance(Experiment experiment, ArmPair arms)
    {
        var prompts = experiment.ReadPrompts();
        return new BaselineProvenance(
            prompts.Fingerprint, arms.Base.Model.Fingerprint, arms.Aligned.Model.Fingerprint, arms.Base.Model.EngineFingerprint, _plan.Parameters.Seed,
            prompts.Prompts.ToDictionary(p => p.Id, p => _plan.Parameters.Samples.For(p.Samples)),
            Packages);
    }

    private BaselineComparison Compare(ModelPair pair, Protocol protocol, Experiment experiment, BaselineProvenance provenance, IReadOnlyList<ClaimResult> results)
    {
        var key = new BaselineKey(pair.Id, experiment.Name.ToLowerInvariant(), protocol);
        var comparison = _plan.Baselines.Compare(key, results, provenance, isWholeSuite: true);
        if (_plan.Parameters.Accept)
            return _plan.Baselines.Accept(comparison, RunPlan.IsContinuousIntegration);
        if (comparison.Approved is not null || comparison.Fault is not null)
            WriteReceived(comparison);
        return comparison;
    }

    private void WriteReceived(BaselineComparison comparison)
    {
        try
        {
            _plan.Baselines.WriteReceived(comparison);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // What moved is in the verdicts; they matter more than the file.
            _terminal.WriteLine($"{comparison.ReceivedPath} could not be written: {e.Message}");
        }
    }

    private EmbeddingService Embeddings(ModelDefinition encoder) => new(_files.Verify(encoder), _store, _progress, Environment.ProcessorCount);

    private LanguageModel Model(ModelDefinition definition) => Once(definition.Id, () => new LanguageModel(_files.Verify(definition), Runtimes.BesidesOnnx) { Progress = _progress });

    private LanguageModel Sharpened(LanguageModel model, double temperature)
    {
        var copy = model.Sharpened(temperature);
        return Once(copy.Id, () => copy);
    }

    private LanguageModel Once(string id, Func<LanguageModel> open)
    {
        lock (_models)
        {
            if (!_models.TryGetValue(id, out var model))
                _models.Add(id, model = open());
            return model;
        }
    }
}
