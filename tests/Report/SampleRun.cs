using DiversityBench.Metrics;
using DiversityBench.Report.Results;
using DiversityBench.Verification.Baselines;
using DiversityBench.Verification.Claims;

namespace DiversityBench.Tests.Report;

/// <summary>A run with every property filled, from which tests deviate.</summary>
internal static class SampleRun
{
    public static ClaimResult Full { get; } = new()
    {
        Claim = new Claim("E1.1", "first names are less diverse", "Hill q=1", EffectScale.LogRatioDecrease, 0.223, true, "P"),
        Pair = "reference",
        Protocol = Protocol.Paper,
        Outcome = Outcome.Supported,
        Reason = "The whole interval lies above zero.",
        Effect = 0.404,
        Interval = new Interval(0.2117, 0.6),
        IntervalMethod = "jackknife",
        PValue = 0.0001,
        AdjustedPValue = 0.0004,
        AdjustedOver = 2,
        BaseValue = 12.3456,
        AlignedValue = 8.25,
        BaseSamples = 500,
        AlignedSamples = 498,
        DetectableEffect = 0.2,
        SamplesNeeded = 80,
        NewPromptsPValue = 0.5,
        NewPromptsInterval = new Interval(-0.1, 0.9),
        Figures = [new Figure("base valid-output rate", 0.99, "share", new Interval(0.98, 1), "of all samples")],
    };

    /// <summary>Everything that may be missing is missing.</summary>
    public static ClaimResult Bare { get; } = new()
    {
        Claim = new Claim("E1.10", "reviews say more alike things", "pairwise cosine", EffectScale.Increase, 0.05, false, "R"),
        Pair = "reference",
        Protocol = Protocol.Paper,
        Outcome = Outcome.Inconclusive,
        Reason = "No valid sample.",
        BaseSamples = 0,
        AlignedSamples = 0,
        Figures = [new Figure("largest cluster", null, "share", Reason: "no sample")],
    };

    public static ClaimResult Refuted { get; } = Full with
    {
        Claim = Full.Claim with { Id = "E1.5", Statement = "ages are narrower" },
        Outcome = Outcome.Refuted,
        Effect = -0.00123,
        Interval = new Interval(-0.15, 0.149),
        AdjustedPValue = 0.612,
        AlignedSamples = 500,
    };

    public static RunResults Results { get; } = Of(
        new ReportedClaim("personas", BaselineStatus.Same, Outcome.Supported, Full),
        new ReportedClaim("personas", BaselineStatus.Moved, Outcome.Supported, Refuted),
        new ReportedClaim("personas", BaselineStatus.New, null, Bare));

    public static RunResults Of(params ReportedClaim[] claims) => new(
        new RunRecord(
            new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero), 61.25, "0.1.0", [1, ulong.MaxValue],
            new Dictionary<string, string> { ["samples"] = "100" }, "onnxruntime 1.31.1 cpu", "2 cores",
            new Dictionary<string, string> { ["MathNet.Numerics"] = "5.0.0" }),
        [new ModelRecord("reference-base", new string('b', 64)), new ModelRecord("reference-ppo", new string('c', 64))],
        new ModelRecord("all-MiniLM-L6-v2", new string('d', 64)),
        new Dictionary<string, string> { ["Personas"] = new string('e', 64) },
        claims,
        ["A note."]);
}
