using DiversityBench.Metrics;

namespace DiversityBench.Verification.Claims;

/// <summary>What the samples of one pair under one protocol say about a claim, before it is judged beside the others of its family.</summary>
public sealed record ClaimEvidence
{
    /// <summary>The claim that was tested.</summary>
    public required Claim Claim { get; init; }

    /// <summary>Name of the model pair.</summary>
    public required string Pair { get; init; }

    /// <summary>How the prompts reached the models.</summary>
    public required Protocol Protocol { get; init; }

    /// <summary>Samples of the base arm that the metric used, over all prompts.</summary>
    public required int BaseSamples { get; init; }

    /// <summary>Samples of the aligned arm that the metric used, over all prompts.</summary>
    public required int AlignedSamples { get; init; }

    /// <summary>Why the data cannot tell; null where they were tested.</summary>
    public string? MissingReason { get; init; }

    /// <summary>Oriented effect, mean over prompts.</summary>
    public double? Effect { get; init; }

    /// <summary>Standard error of the effect over samples, prompts fixed.</summary>
    public double? StandardError { get; init; }

    /// <summary>Degrees of freedom of the standard error (Welch and Satterthwaite).</summary>
    public double? DegreesOfFreedom { get; init; }

    /// <summary>95 % interval of the effect.</summary>
    public Interval? Interval { get; init; }

    /// <summary>How the interval was made.</summary>
    public string IntervalMethod { get; init; } = "";

    /// <summary>One-sided p-value.</summary>
    public double? PValue { get; init; }

    /// <summary>The metric of the base arm, mean over prompts.</summary>
    public double? BaseValue { get; init; }

    /// <summary>The metric of the aligned arm, mean over prompts.</summary>
    public double? AlignedValue { get; init; }

    /// <summary>Samples per arm and prompt that would give the same standard error if all arms had as many.</summary>
    public double? SamplesPerArm { get; init; }

    /// <summary>p-value of the sign-flip test over prompts; null with fewer than 12 prompts.</summary>
    public double? NewPromptsPValue { get; init; }

    /// <summary>95 % interval of the effect over prompts; null with one prompt, or where all effects are equal.</summary>
    public Interval? NewPromptsInterval { get; init; }

    /// <summary>Figures that stand beside the verdict.</summary>
    public IReadOnlyList<Figure> Figures { get; init; } = [];

    /// <summary>Figures that depend on another one, for plots.</summary>
    public IReadOnlyList<Curve> Curves { get; init; } = [];

    /// <summary>Figures by category, for plots.</summary>
    public IReadOnlyList<Bars> Bars { get; init; } = [];

    /// <summary>Samples as points of a plane, for plots.</summary>
    public IReadOnlyList<PointMap> Maps { get; init; } = [];

    /// <summary>
    /// The same claim on texts cut to a common length, where this is on whole texts: <see cref="DecisionRule.Settle"/> chooses between the two. Null where the metric knows no
    /// length.
    /// </summary>
    public ClaimEvidence? OnCut { get; init; }

    /// <summary>What a question or a control came to; null where the decision rule judges the effect.</summary>
    public Conclusion? Conclusion { get; init; }

    /// <summary>Evidence of a claim for which there are no usable data; it ends Inconclusive with the reason.</summary>
    public static ClaimEvidence NotMeasurable(Claim claim, string pair, Protocol protocol, int baseSamples, int alignedSamples, string reason) => new()
    {
        Claim = claim,
        Pair = pair,
        Protocol = protocol,
        BaseSamples = baseSamples,
        AlignedSamples = alignedSamples,
        MissingReason = reason,
    };

    /// <summary>Evidence of a question or a control, which what it came to decides and no effect.</summary>
    public static ClaimEvidence Concluded(Claim claim, string pair, Protocol protocol, int baseSamples, int alignedSamples, Conclusion conclusion) => new()
    {
        Claim = claim,
        Pair = pair,
        Protocol = protocol,
        BaseSamples = baseSamples,
        AlignedSamples = alignedSamples,
        Conclusion = conclusion,
    };

    /// <summary>Effect and interval as a figure beside another claim.</summary>
    /// <param name="name">What it is the effect on.</param>
    /// <param name="unit">Unit in words; empty for pure numbers.</param>
    /// <param name="note">What must be known to read it, where it is not missing.</param>
    public Figure ToFigure(string name, string unit = "", string? note = null) => new(name, Effect, unit, Interval, MissingReason ?? note);
}
