using DiversityBench.Metrics;
using DiversityBench.Metrics.Attractors;
using DiversityBench.Metrics.Sets;
using DiversityBench.Suites.Runs;
using DiversityBench.Verification.Claims;
using DiversityBench.Verification.Statistics;

namespace DiversityBench.Suites.Attractors;

/// <summary>Two arms whose samples were pushed, as claims compare them.</summary>
/// <param name="Base">The arm in the base's place.</param>
/// <param name="Aligned">The arm in the aligned model's place.</param>
internal sealed record PushedPair(PushedArm Base, PushedArm Aligned)
{
    /// <summary>What must be known to read a raw rate's interval.</summary>
    public const string ClustersGiven = "the interval takes the clusters as given, which move raw rates between runs";

    /// <summary>The arms of an experiment, as they are.</summary>
    public static PushedPair Of(ExperimentSamples samples) => new(
        PushedArm.Draw(samples, samples.Arms.Base, [.. samples.Prompts.Select(p => p.Base)]),
        PushedArm.Draw(samples, samples.Arms.Aligned, [.. samples.Prompts.Select(p => p.Aligned)]));

    /// <summary>Tests a claim on the rate of return beyond chance; raw rates, levels of chance and closeness stand beside it.</summary>
    public ClaimEvidence Test(ExperimentSamples samples, Claim claim) => samples.Test(claim, Arms(samples, r => r.Returns.PseudoValues),
    [
        .. samples.ValidRates(),
        Effect(samples, claim, "raw return rate", r => r.Returns.Own, ClustersGiven),
        Effect(samples, claim, "return to any course", r => r.Anywhere, ClustersGiven),
        Effect(samples, claim, "closeness to the own course beyond chance", r => r.Closeness.PseudoValues),
        .. Figures("base", Base),
        .. Figures("aligned", Aligned),
    ]);

    /// <summary>Effect and error alone, without the relabellings that they do not come from.</summary>
    public ClaimEvidence Estimate(ExperimentSamples samples, Claim claim, Func<PushedReturns, IReadOnlyList<double>> select)
        => (samples with { Options = samples.Options with { Permutations = 1 } }).Test(claim, Arms(samples, select));

    /// <summary>Mean of an arm, over the prompts in which it is defined.</summary>
    public static Measured<StratifiedMean> Mean(PushedArm arm, Func<PushedReturns, IReadOnlyList<double>> select)
        => StratifiedMean.Of([.. Enumerable.Range(0, arm.Returns.Count).Select(i => arm.Numbers(i, select)).Where(numbers => numbers.Count > 1)]);

    private Figure Effect(ExperimentSamples samples, Claim claim, string name, Func<PushedReturns, IReadOnlyList<double>> select, string? note = null)
        => Estimate(samples, claim with { Metric = name }, select).ToFigure($"effect on {name}", note: note);

    private IEnumerable<PromptArms> Arms(ExperimentSamples samples, Func<PushedReturns, IReadOnlyList<double>> select) => samples.Prompts.Select((p, i) =>
    {
        var ofBase = Base.Numbers(i, select);
        return PromptArms.BaseFirst(p.Prompt.Id, new MeanOfScalars([.. ofBase, .. Aligned.Numbers(i, select)]), ofBase.Count);
    });

    private static IEnumerable<Figure> Figures(string name, PushedArm arm)
    {
        yield return Mean(arm, $"{name} return rate beyond chance", r => r.Returns.PseudoValues);
        yield return Mean(arm, $"{name} raw return rate", r => r.Returns.Own);
        yield return Mean(arm, $"{name} level of chance", r => r.Returns.Others) with { Interval = null };
        yield return Mean(arm, $"{name} return to any course", r => r.Anywhere);
        yield return Mean(arm, $"{name} closeness to the own course beyond chance", r => r.Closeness.PseudoValues) with { Unit = "cosine" };
        var pushed = arm.Samples.Sum(of => of.Count);
        var judged = arm.Returns.Sum(r => r.Select(returns => returns.Judged.Count).Or(0));
        yield return pushed == 0
            ? new Figure($"{name} pushes judged", null, "share", Reason: "no sample is long enough to be pushed")
            : new Figure($"{name} pushes judged", (double)judged / pushed, "share", Reason: judged == pushed ? null : $"the others' clusters have fewer than {Basins.FewestMembers} members");
    }

    private static Figure Mean(PushedArm arm, string name, Func<PushedReturns, IReadOnlyList<double>> select)
        => Figure.Of(name, "share", Mean(arm, select));
}
