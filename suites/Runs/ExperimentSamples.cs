using DiversityBench.Metrics;
using DiversityBench.Verification.Claims;

namespace DiversityBench.Suites.Runs;

/// <summary>What an experiment works on.</summary>
/// <param name="Arms">The two arms.</param>
/// <param name="Prompts">Samples of the experiment's prompts, of both arms.</param>
/// <param name="Ladder">The rungs from the pair's base to its aligned model, both included, base first; empty where no ladder holds both.</param>
/// <param name="Tools">What draws and measures.</param>
/// <param name="Options">Seed and effort of the tests.</param>
/// <param name="Core">Evidence of the run's core experiments for other arms, or these.</param>
internal sealed record ExperimentSamples(
    ArmPair Arms,
    IReadOnlyList<PromptSamples> Prompts,
    IReadOnlyList<RungArm> Ladder,
    ArmTools Tools,
    ClaimTestOptions Options,
    CoreEvidence Core)
    : ComparedSamples(Prompts, Options)
{
    /// <summary>Full path of the file with the distribution that the ladder's base was trained on; null where it is not known.</summary>
    public string? TruthPath { get; init; }

    /// <summary>The run's experiments whose claims are the paper's own.</summary>
    public IReadOnlyList<Experiment> CoreExperiments { get; init; } = [];

    /// <inheritdoc/>
    public override string Pair => Arms.Name;

    /// <inheritdoc/>
    public override Protocol Protocol => Arms.Protocol;

    /// <inheritdoc/>
    public override TextTools Texts => Tools;
}

/// <summary>A rung of a ladder as an arm.</summary>
/// <param name="Rung">Name of the rung.</param>
/// <param name="Arm">Its model; the first rung is asked in raw text, the others as the protocol says.</param>
/// <param name="From">The rung that it was trained from, or the nearest one before that which lies between the pair's models; null for the first.</param>
internal sealed record RungArm(string Rung, Arm Arm, string? From);

/// <summary>Evidence of the run's core experiments.</summary>
/// <param name="arms">The arms to compare.</param>
/// <param name="options">Effort of the tests; null for that of the run.</param>
internal delegate IReadOnlyList<ClaimEvidence> CoreEvidence(ArmPair arms, ClaimTestOptions? options = null);
