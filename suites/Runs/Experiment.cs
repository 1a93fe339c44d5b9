using DiversityBench.Fixtures.Generations;
using DiversityBench.Metrics;
using DiversityBench.Verification.Claims;

namespace DiversityBench.Suites.Runs;

/// <summary>An experiment: its claims, its prompts, and how samples become evidence.</summary>
/// <param name="Name">Name of its folder and suite.</param>
/// <param name="Claims">The claims it tests.</param>
/// <param name="Gather">Turns the samples of one pair and protocol into evidence, one entry a claim.</param>
internal sealed record Experiment(string Name, IReadOnlyList<Claim> Claims, Func<ExperimentSamples, IReadOnlyList<ClaimEvidence>> Gather)
{
    /// <summary>All experiments of the suite, in order.</summary>
    public static IReadOnlyList<Experiment> All { get; } =
    [
        new("Personas", PaperClaims.Personas, Personas.PersonaEvidence.Gather),
        new("Semantics", PaperClaims.Semantics, Semantics.SemanticEvidence.Gather),
        new("TokenEntropy", PaperClaims.TokenEntropy, TokenEntropy.TokenEvidence.Gather),
    ];

    /// <summary>Reads the prompts that lie beside the executable.</summary>
    public PromptSet ReadPrompts() => PromptSet.Read(Path.Combine(AppContext.BaseDirectory, Name, "prompts.jsonl"));
}

/// <summary>What an experiment works on.</summary>
internal sealed record ExperimentSamples(
    string Pair,
    Protocol Protocol,
    IReadOnlyList<PromptSamples> Prompts,
    ArmTools Tools,
    ClaimTestOptions Options);
