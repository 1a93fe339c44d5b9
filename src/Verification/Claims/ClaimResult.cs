using DiversityBench.Metrics;

namespace DiversityBench.Verification.Claims;

/// <summary>The verdict on one claim for one pair under one protocol, with everything needed to judge it.</summary>
public sealed record ClaimResult
{
    /// <summary>The claim that was tested.</summary>
    public required Claim Claim { get; init; }

    /// <summary>Name of the model pair.</summary>
    public required string Pair { get; init; }

    /// <summary>How the prompts reached the models.</summary>
    public required Protocol Protocol { get; init; }

    /// <summary>The verdict.</summary>
    public required Outcome Outcome { get; init; }

    /// <summary>The verdict in one sentence: what was found and why it decides, or why it cannot.</summary>
    public required string Reason { get; init; }

    /// <summary>Oriented effect, mean over prompts; null when it cannot be computed.</summary>
    public double? Effect { get; init; }

    /// <summary>95 % interval of the effect over samples, prompts fixed.</summary>
    public Interval? Interval { get; init; }

    /// <summary>How the interval was made, and its measured coverage where it is only approximate.</summary>
    public string IntervalMethod { get; init; } = "";

    /// <summary>One-sided p-value, in (0, 1].</summary>
    public double? PValue { get; init; }

    /// <summary>p-value after Holm over the claim's family of this pair and protocol.</summary>
    public double? AdjustedPValue { get; init; }

    /// <summary>Claims over which Holm was taken, this one included; null where the claim is in no family, since it has no p-value.</summary>
    public int? AdjustedOver { get; init; }

    /// <summary>The metric of the base arm, mean over prompts, in the metric's unit.</summary>
    public double? BaseValue { get; init; }

    /// <summary>The metric of the aligned arm, mean over prompts, in the metric's unit.</summary>
    public double? AlignedValue { get; init; }

    /// <summary>Samples of the base arm that the metric used, over all prompts.</summary>
    public required int BaseSamples { get; init; }

    /// <summary>Samples of the aligned arm that the metric used, over all prompts.</summary>
    public required int AlignedSamples { get; init; }

    /// <summary>Smallest effect that these samples detect with 80 % power.</summary>
    public double? DetectableEffect { get; init; }

    /// <summary>Samples per arm and prompt at which the smallest effect of interest is detected with 80 % power.</summary>
    public int? SamplesNeeded { get; init; }

    /// <summary>p-value of the sign-flip test over prompts; null with fewer than 12 prompts: not testable.</summary>
    public double? NewPromptsPValue { get; init; }

    /// <summary>95 % interval of the effect over prompts of this kind; null where it cannot be computed.</summary>
    public Interval? NewPromptsInterval { get; init; }

    /// <summary>Figures that stand beside the verdict.</summary>
    public IReadOnlyList<Figure> Figures { get; init; } = [];

    /// <summary>Figures that depend on another one, for plots.</summary>
    public IReadOnlyList<Curve> Curves { get; init; } = [];

    /// <summary>Figures by category, for plots.</summary>
    public IReadOnlyList<Bars> Bars { get; init; } = [];

    /// <summary>Samples as points of a plane, for plots.</summary>
    public IReadOnlyList<PointMap> Maps { get; init; } = [];
}
