using DiversityBench.Fixtures.Hub;
using DiversityBench.Fixtures.Manifest;
using DiversityBench.Fixtures.Models;
using DiversityBench.Fixtures.Progress;
using DiversityBench.Fixtures.Served;
using DiversityBench.Fixtures.Store;
using DiversityBench.Fixtures.Supervision;
using DiversityBench.Metrics.Sentiment;

namespace DiversityBench.Suites.Runs;

/// <summary>What a run opens once and its parts share: the terminal, the store, models and encoders, and what draws and measures.</summary>
internal sealed class RunResources : IDisposable
{
    private readonly HttpClient _http = HubModels.CreateHttp();
    private readonly RunInterrupt _interrupt = new();

    /// <summary>Opens the store and verifies the encoder; models are opened when they are first asked for.</summary>
    public RunResources(RunPlan plan)
    {
        Plan = plan;
        Terminal = TerminalOutput.Open(Environment.GetCommandLineArgs(), Console.OpenStandardError());
        var shared = Supervisor.SharedFolder();
        Crashes = shared.ReadCrashes();
        Progress = new Logbook(new ConsoleProgress(Terminal, TimeProvider.System), shared);
        Store = GenerationStore.Open(plan.StorePath);
        foreach (var notice in Store.Notices)
            Terminal.WriteLine(notice);
        Evidence = new EvidenceStore(Store, plan, Terminal.WriteLine);
        Files = new ModelFiles(plan.Manifest.Root, new HubModels(plan.Hub, plan.LockPath, _http, TimeProvider.System, Progress, Stop));
        Models = new RunModels(Files, Progress, Terminal.WriteLine);
        Served = new ServedSamples(Store, _http, Progress, TimeProvider.System, Environment.GetEnvironmentVariable, Stop);
        Sampler = new ArmSampler(new SampleService(Store, Progress), plan.Parameters.Samples, Stop);
        Encoders = new RunEncoders(plan, Files, Store, Progress);
        _interrupt.Listen(Terminal, Store.ResumeHint);
    }

    /// <summary>What the run was asked for.</summary>
    public RunPlan Plan { get; }

    /// <summary>What a person reads while the run goes on.</summary>
    public TextWriter Terminal { get; }

    /// <summary>Is told what is being done.</summary>
    public Logbook Progress { get; }

    /// <summary>What crashed when the run was tried before.</summary>
    public IReadOnlyList<Crash> Crashes { get; }

    /// <summary>Keeps samples and what was made of them.</summary>
    public GenerationStore Store { get; }

    /// <summary>Keeps evidence.</summary>
    public EvidenceStore Evidence { get; }

    /// <summary>Finds and verifies the files of models.</summary>
    public ModelFiles Files { get; }

    /// <summary>The models.</summary>
    public RunModels Models { get; }

    /// <summary>Draws samples of served models.</summary>
    public ServedSamples Served { get; }

    /// <summary>The sentence encoders.</summary>
    public RunEncoders Encoders { get; }

    /// <summary>Draws samples of arms.</summary>
    public ArmSampler Sampler { get; }

    /// <summary>VADER.</summary>
    public VaderAnalyzer Sentiment { get; } = new();

    /// <summary>What takes long and depends on an arm's texts alone.</summary>
    public OnceByTexts Once { get; } = new();

    /// <summary>Whether and when the run was interrupted.</summary>
    public CancellationToken Stop => _interrupt.Token;

    /// <summary>Lets go of what the judged pairs alone needed; never while a pair is judged.</summary>
    /// <param name="besides">Ids of the models that the next pair needs.</param>
    public void LetGo(IReadOnlySet<string> besides)
    {
        Models.Unload(besides);
        Sampler.Clear();
        Once.Clear();
    }

    public void Dispose()
    {
        _interrupt.Dispose();
        Models.Dispose();
        Encoders.Dispose();
        Store.Dispose();
        _http.Dispose();
        Terminal.Dispose();
    }
}
