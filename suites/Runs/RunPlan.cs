using System.Collections;
using System.Globalization;
using System.Runtime.InteropServices;
using DiversityBench.Fixtures.Doctor;
using DiversityBench.Fixtures.Hub;
using DiversityBench.Fixtures.Manifest;
using DiversityBench.Fixtures.Parameters;
using DiversityBench.Fixtures.Progress;
using DiversityBench.Fixtures.Served;
using DiversityBench.Fixtures.Supervision;
using DiversityBench.Metrics;
using DiversityBench.Suites.Gate;
using DiversityBench.Verification.Baselines;
using DiversityBench.Verification.Claims;
using NUnit.Framework;

namespace DiversityBench.Suites.Runs;

/// <summary>What a run was asked for, resolved and checked: parameters, manifest, pairs, experiments and places.</summary>
internal sealed record RunPlan(RunParameters Parameters, ModelManifest Manifest, IReadOnlyList<ModelPair> Pairs, IReadOnlyList<Experiment> Experiments)
{
    /// <summary>What a gate judges; null for a run of the claims.</summary>
    public GateTarget? Gate { get; init; }

    /// <summary>Where the manifest is looked for: <c>DIVERSITYBENCH_MANIFEST</c>, else models.json in the folder of the executable or the nearest one above it.</summary>
    private const string ManifestVariable = "DIVERSITYBENCH_MANIFEST";

    /// <summary>Whether nobody watches the run: CI servers set one of these variables.</summary>
    public static bool IsContinuousIntegration => Array.Exists(["CI", "TF_BUILD", "JENKINS_URL", "TEAMCITY_VERSION"], name =>
        Environment.GetEnvironmentVariable(name) is { Length: > 0 } value && value != "0" && !value.Equals("false", StringComparison.OrdinalIgnoreCase));

    public static int TerminalWidth => int.TryParse(Environment.GetEnvironmentVariable("COLUMNS"), CultureInfo.InvariantCulture, out var columns) ? Math.Clamp(columns, 80, 160) : 120;

    public static string Hardware => string.Create(CultureInfo.InvariantCulture, $"{RuntimeInformation.OSDescription}, {RuntimeInformation.ProcessArchitecture}, {Environment.ProcessorCount} processors");

    /// <summary>File of the generation store.</summary>
    public string StorePath => Path.Combine(Parameters.CachePath ?? Path.Combine(Manifest.Root, "artifacts", "store"), "generations.db");

    /// <summary>Folder of the results file.</summary>
    public string ResultsFolder => Parameters.ResultsPath ?? Path.Combine(Manifest.Root, "artifacts", "results");

    /// <summary>Folder that the samples are written to; null for none.</summary>
    public string? ExportFolder => Parameters.ExportPath is { } path ? Path.GetFullPath(path, Manifest.Root) : null;

    /// <summary>File of the pins of what was downloaded.</summary>
    public string LockPath => Path.Combine(Manifest.Root, "models.lock.json");

    /// <summary>Where models of the hub come from.</summary>
    public HubSettings Hub => HubSettings.Read(Environment.GetEnvironmentVariable, Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), Parameters.Offline);

    /// <summary>The approved outcomes.</summary>
    public BaselineStore Baselines { get; } = new(Path.Combine(Manifest.Root, "baselines"));

    /// <summary>Seed and effort of the claims' tests.</summary>
    public ClaimTestOptions TestOptions => new() { Seed = Parameters.Seed, RawPermutations = 49 };

    /// <summary>The experiments that can be run on a pair.</summary>
    public IEnumerable<Experiment> ExperimentsFor(ModelPair pair) => Experiments.Where(e => e.CanRunOn(Manifest, pair));

    /// <summary>The protocols that a pair is judged under: those chosen, or <c>deployed</c> alone for recorded generations, which were made once, each model in a form of its own.</summary>
    public IReadOnlyList<Protocol> ProtocolsFor(ModelPair pair) => pair.IsRecorded ? [Protocol.Deployed] : Parameters.Protocols;

    /// <summary>Reads manifest and parameters; errors name what is wrong and the valid choices.</summary>
    public static RunPlan Read()
    {
        var (manifest, parameters) = ReadParameters();
        if (parameters.Gate is not null)
            return new RunPlan(parameters, manifest, [], []) { Gate = GateTarget.Resolve(parameters, manifest) };
        var pairs = manifest.SelectPairs(parameters);
        if (parameters.Accept && AcceptRule.Refusal(IsContinuousIntegration, isWholeSuite: true, WorkingTree.Changes(manifest.Root, pairs.Select(p => $"baselines/{p.Id}")) ?? []) is { } refusal)
            throw new InvalidOperationException(refusal);
        return new RunPlan(parameters, manifest, pairs, Experiment.Choose(parameters.Suites));
    }

    /// <summary>What a gate was asked for; null for a run of the claims. It does not fail, so that a run that cannot be planned can say so.</summary>
    public static GateRequest? ReadGateRequest()
    {
        static GateRequest? Of(string? policy, string? candidate, string folder) => policy is null ? null : new GateRequest(policy, candidate ?? "a candidate without a name", folder);
        try
        {
            var (manifest, parameters) = ReadParameters();
            return Of(parameters.Gate, parameters.Candidate, new RunPlan(parameters, manifest, [], []).ResultsFolder);
        }
        catch (Exception)
        {
            // Whatever it is, the reading of the plan ends with it again.
            static string? Given(string name) => TestContext.Parameters.Get(name) ?? Environment.GetEnvironmentVariable($"DIVERSITYBENCH_{name.ToUpperInvariant()}");
            return Of(Given("gate"), Given("candidate"), Given("results") ?? Path.Combine(Path.GetDirectoryName(Path.GetFullPath(ManifestPath()))!, "artifacts", "results"));
        }
    }

    /// <summary>What this machine can run, in lines.</summary>
    public static IReadOnlyList<string> Examine()
    {
        var manifest = ReadManifest();
        var plan = new RunPlan(RunParametersReader.Resolve(manifest.Defaults, EnvironmentVariables(), []), manifest, [], []);
        using var http = HubModels.CreateHttp();
        var hub = new HubModels(plan.Hub, plan.LockPath, http, TimeProvider.System, new ConsoleProgress(TextWriter.Null, TimeProvider.System));
        return DoctorReport.Lines(manifest, plan.Parameters, hub, plan.Hub, MachineFacts.Find(Runtimes.BesidesOnnx), new ServedPresence(http, Environment.GetEnvironmentVariable).WhyAbsent);
    }

    private static (ModelManifest Manifest, RunParameters Parameters) ReadParameters()
    {
        var manifest = ReadManifest();
        return (manifest, RunParametersReader.Resolve(manifest.Defaults, EnvironmentVariables(), TestParameters()));
    }

    /// <summary>Reads the manifest; one without an encoder takes the shipped one's.</summary>
    private static ModelManifest ReadManifest()
    {
        var manifest = ManifestReader.Read(ManifestPath());
        return manifest.Encoders.Count == 0 && ShippedManifest() is var shipped && File.Exists(shipped) ? manifest.WithEncodersOf(ManifestReader.Read(shipped)) : manifest;
    }

    private static string ManifestPath() => Environment.GetEnvironmentVariable(ManifestVariable) is { Length: > 0 } given ? given : ShippedManifest();

    private static string ShippedManifest()
    {
        for (var folder = AppContext.BaseDirectory; folder is not null; folder = Path.GetDirectoryName(folder))
        {
            var path = Path.Combine(folder, "models.json");
            if (File.Exists(path))
                return path;
        }

        return Path.Combine(AppContext.BaseDirectory, "models.json");
    }

    private static IEnumerable<KeyValuePair<string, string>> EnvironmentVariables()
        => Environment.GetEnvironmentVariables().Cast<DictionaryEntry>()
            .Where(e => (string)e.Key != ManifestVariable && !Supervisor.IsOwn((string)e.Key))
            .Select(e => KeyValuePair.Create((string)e.Key, (string?)e.Value ?? ""));

    private static IEnumerable<KeyValuePair<string, string>> TestParameters()
        => TestContext.Parameters.Names.Select(name => KeyValuePair.Create(name, TestContext.Parameters.Get(name) ?? ""));
}
