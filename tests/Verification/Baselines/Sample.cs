using DiversityBench.Metrics;
using DiversityBench.Verification.Baselines;
using DiversityBench.Verification.Claims;

namespace DiversityBench.Tests.Verification.Baselines;

/// <summary>A result and its provenance, from which tests deviate.</summary>
internal static class Sample
{
    public static BaselineKey Key { get; } = new("reference", "personas", Protocol.Paper);

    public static BaselineProvenance Provenance { get; } = new(
        PromptSet: new string('a', 64),
        BaseModel: new string('b', 64),
        AlignedModel: new string('c', 64),
        Engine: "onnxruntime 1.31.1 cpu",
        Seed: 1,
        Samples: new Dictionary<string, int> { ["persona"] = 100 },
        Packages: new Dictionary<string, string> { ["Microsoft.ML.OnnxRuntime"] = "1.31.1", ["Microsoft.ML"] = "5.0.1" });

    public static ClaimResult Result(string id = "E1.1", Outcome outcome = Outcome.Supported, double? effect = 0.4) => new()
    {
        Claim = new Claim(id, "first names are less diverse", "Hill q=1", EffectScale.LogRatioDecrease, 0.2231435513142097, true, "P"),
        Pair = "reference",
        Protocol = Protocol.Paper,
        Outcome = outcome,
        Reason = "The whole interval lies above zero.",
        Effect = effect,
        // Half width 0.196, so SE = 0.1 (to 2e-6): effect tolerance 3·√2·0.1 = 0.424.
        Interval = effect is { } e ? new Interval(e - 0.196, e + 0.196) : null,
        PValue = 0.001,
        AdjustedPValue = 0.004,
        BaseValue = 12.345678901,
        AlignedValue = 8.25,
        BaseSamples = 100,
        AlignedSamples = 98,
        Figures =
        [
            new Figure("base valid-output rate", 0.98, "share", new Interval(0.95, 1)),
            new Figure("carry-over to new prompts", null, "", Reason: "not testable"),
        ],
    };
}
