using DiversityBench.Fixtures.Generations;
using DiversityBench.Fixtures.Manifest;
using DiversityBench.Verification.Claims;

namespace DiversityBench.Suites.Runs;

/// <summary>An experiment: its claims, its prompts, and how samples become evidence.</summary>
/// <param name="Name">Name of its folder and suite.</param>
/// <param name="Claims">The claims it tests.</param>
/// <param name="Gather">Turns the samples of one pair and protocol into evidence, one entry a claim.</param>
internal sealed record Experiment(string Name, IReadOnlyList<Claim> Claims, Func<ExperimentSamples, IReadOnlyList<ClaimEvidence>> Gather)
{
    /// <summary>The choice of suites that means every one.</summary>
    public const string Every = "all";

    /// <summary>All experiments of the suite, in order.</summary>
    public static IReadOnlyList<Experiment> All { get; } =
    [
        new("Personas", PaperClaims.Personas, Personas.PersonaEvidence.Gather) { IsCore = true, FromRecorded = RecordedExperiments.Personas },
        new("Semantics", PaperClaims.Semantics, Semantics.SemanticEvidence.Gather) { IsCore = true, FromRecorded = RecordedExperiments.Semantics },
        new("TokenEntropy", PaperClaims.TokenEntropy, TokenEntropy.TokenEvidence.Gather) { IsTokenLevel = true, IsCore = true, ShowsSteps = true, FromRecorded = RecordedExperiments.TokenEntropy },
        new("Mechanisms", PaperClaims.Mechanisms, Mechanisms.MechanismEvidence.Gather) { IsTokenLevel = true, IsCore = true, PromptsOf = "TokenEntropy" },
        new("Temperature", PaperClaims.Temperature, Temperature.TemperatureEvidence.Gather) { IsTokenLevel = true, PromptsOf = "Semantics", IsDefault = false, FurtherSamples = Temperature.TemperatureEvidence.FurtherSamples },
        new("Attractors", PaperClaims.Attractors, Attractors.AttractorEvidence.Gather) { IsTokenLevel = true, IsCore = true, FurtherSamples = Attractors.PushedSheets.Of },
        new("AttractorControls", PaperClaims.AttractorControls, AttractorControls.AttractorControlEvidence.Gather) { IsTokenLevel = true, PromptsOf = "Attractors", IsDefault = false, FurtherSamples = AttractorControls.AttractorControlEvidence.FurtherSamples },
        new("Swap", PaperClaims.Swap, Controls.SwapEvidence.Gather) { PromptsOf = null },
        new("Creative", PaperClaims.Creative, Creative.CreativeEvidence.Gather) { IsDefault = false },
        new("NewPrompts", PaperClaims.NewPrompts, NewPrompts.NewPromptEvidence.Gather) { IsDefault = false, FromRecorded = RecordedExperiments.NewPrompts },
        new("Controls", PaperClaims.Controls, Controls.ControlEvidence.Gather) { PromptsOf = "TokenEntropy", IsDefault = false, FurtherSamples = Controls.ControlEvidence.FurtherSamples },
        new("KnownTruth", PaperClaims.KnownTruth, Controls.KnownTruthEvidence.Gather) { PromptsOf = "Personas", IsDefault = false, CanRunOn = (manifest, pair) => manifest.LadderOf(pair)?.TruthPath is not null },
        new("Sensitivity", PaperClaims.Sensitivity, Sensitivity.SensitivityEvidence.Gather) { PromptsOf = "Semantics", IsDefault = false },
        new("Ladder", PaperClaims.Ladder, Ladder.LadderEvidence.Gather)
        {
            IsTokenLevel = true, PromptsOf = "Personas", IsDefault = false, CanRunOn = (manifest, pair) => manifest.LadderOf(pair) is not null, FurtherSamples = Ladder.LadderEvidence.FurtherSamples,
        },
        new("AcrossPrompts", PaperClaims.AcrossPrompts, _ => throw new NotSupportedException("Only recorded generations hold one answer to each of many prompts."))
        {
            PromptsOf = null, CanRunOn = (_, pair) => pair.IsRecorded, FromRecorded = AcrossPrompts.AcrossPromptsEvidence.Gather,
        },
    ];

    /// <summary>The prompts of all suites.</summary>
    public static IReadOnlyList<Prompt> KnownPrompts => [.. All.Where(e => e.PromptsOf == e.Name).SelectMany(e => e.ReadPrompts().Prompts)];

    /// <summary>Whether a run includes it when no suites are chosen.</summary>
    public bool IsDefault { get; init; } = true;

    /// <summary>Whether it can be run on a pair of a manifest.</summary>
    public Func<ModelManifest, ModelPair, bool> CanRunOn { get; init; } = (_, _) => true;

    /// <summary>Turns recorded generations into evidence; null where every claim needs the models, as <see cref="RecordedExperiments.NeedsOf"/> says.</summary>
    public Func<RecordedSamples, IReadOnlyList<ClaimEvidence>>? FromRecorded { get; init; }

    /// <summary>Whether its claims compare the models token by token, so that two vocabularies leave them not measurable.</summary>
    public bool IsTokenLevel { get; init; }

    /// <summary>Whether the report shows decoding steps of its samples.</summary>
    public bool ShowsSteps { get; init; }

    /// <summary>Whether its claims are the paper's own (E1 to E3, A1, M1), which controls, ladders and sensitivity repeat on other arms.</summary>
    public bool IsCore { get; init; }

    /// <summary>Samples that its claims rest on beside those of its own prompts; null where there are none.</summary>
    public Func<ExperimentSamples, IEnumerable<SampleSheet>>? FurtherSamples { get; init; }

    /// <summary>Whether the report shows samples of it that no other experiment has.</summary>
    public bool HasSamples => PromptsOf == Name || FurtherSamples is not null;

    /// <summary>The suite whose prompts it uses; null if it draws no samples of its own.</summary>
    public string? PromptsOf { get; init; } = Name;

    /// <summary>The experiments that a choice of suites means: those named, all for <see cref="Every"/>, the default ones for none.</summary>
    /// <exception cref="Metrics.Errors.BenchException">A name is unknown; lists the valid ones.</exception>
    public static IReadOnlyList<Experiment> Choose(IReadOnlyList<string> suites)
    {
        if (suites.Count == 0)
            return [.. All.Where(e => e.IsDefault)];
        var chosen = Fixtures.Parameters.Selection.Require("suite", suites, [.. All.Select(e => e.Name), Every]);
        return chosen.Contains(Every) ? All : [.. All.Where(e => chosen.Contains(e.Name))];
    }

    private PromptSet? _prompts;

    /// <summary>
    /// The prompts that lie beside the executable, read once a run, so that evidence and its key are of the same ones. Their fingerprint covers phrases
    /// that lie with them; an empty set for an experiment without samples of its own.
    /// </summary>
    public PromptSet ReadPrompts() => _prompts ??= Read(PromptsOf);

    private PromptSet Read(string? suite)
    {
        if (suite is null)
            return new PromptSet(Name, Name, 1, [], "");
        var folder = Path.Combine(AppContext.BaseDirectory, suite);
        var (prompts, phrases) = (PromptSet.Read(Path.Combine(folder, "prompts.jsonl")), Path.Combine(folder, "phrases.jsonl"));
        return File.Exists(phrases) ? prompts with { Fingerprint = $"{prompts.Fingerprint}+{PhraseSet.Read(phrases).Fingerprint}" } : prompts;
    }
}
