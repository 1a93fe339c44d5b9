using DiversityBench.Metrics.Attractors;
using DiversityBench.Metrics.Embeddings;
using DiversityBench.Suites.Attractors;
using DiversityBench.Suites.Runs;
using DiversityBench.Verification.Claims;
using DiversityBench.Verification.Statistics;

namespace DiversityBench.Suites.AttractorControls;

/// <summary>Claim A2: how far pushed texts are from the unpushed ones, and how fast that changes.</summary>
internal static class ConvergenceEvidence
{
    private const int Windows = 3;

    public static ClaimEvidence Of(ExperimentSamples samples, PushedPair pair, Claim claim)
    {
        PushedDistances[] ofBase = [.. samples.Prompts.Select((p, i) => Distances(pair.Base.Samples[i], PushedArm.Reach(p.Prompt), samples.Tools))];
        PushedDistances[] ofAligned = [.. samples.Prompts.Select((p, i) => Distances(pair.Aligned.Samples[i], PushedArm.Reach(p.Prompt), samples.Tools))];
        var places = Places(PushedArm.Reach(samples.Prompts[0].Prompt));
        var arms = samples.Prompts.Select((p, i) => PromptArms.BaseFirst(
            p.Prompt.Id, new ConvergenceRate(Places(PushedArm.Reach(p.Prompt)), [.. ofBase[i].Own, .. ofAligned[i].Own]), ofBase[i].Own.Count)).ToArray();
        var evidence = samples.Test(claim, arms,
        [
            .. samples.ValidRates(),
            Rate("base convergence rate", arms, a => a.Base, samples.Options),
            Rate("aligned convergence rate", arms, a => a.Aligned, samples.Options),
            Used("base", pair.Base, ofBase),
            Used("aligned", pair.Aligned, ofAligned),
        ]);
        return evidence with
        {
            Curves = [.. Curves("base", places, ofBase), .. Curves("aligned", places, ofAligned)],
        };
    }

    /// <summary>Middles of the windows, in tokens after the phrase.</summary>
    private static double[] Places(int reach) => [.. Enumerable.Range(0, Windows).Select(w => (w + 0.5) * reach / Windows)];

    private static PushedDistances Distances(IReadOnlyList<PushedSample> pushed, int reach, ArmTools tools)
    {
        var whole = pushed.Where(p => p.Unpushed.Count >= reach && p.Pushed.Count >= reach).ToArray();
        if (whole.Length == 0)
            return new PushedDistances([], []);
        var length = reach / Windows;
        string[] Texts(Func<PushedSample, IReadOnlyList<Metrics.TokenId>> side, int window)
            => [.. whole.Select(p => tools.Tokenizer.Decode([.. side(p).Skip(window * length).Take(length)]))];
        UnitEmbeddings Embed(IReadOnlyList<string> texts)
            => UnitEmbeddings.FromVectors(tools.Embed(texts)).Value;
        return PushedDistances.Of(
            [.. Enumerable.Range(0, Windows).Select(w => Embed(Texts(p => p.Unpushed, w)))],
            [.. Enumerable.Range(0, Windows).Select(w => Embed(Texts(p => p.Pushed, w)))]);
    }

    private static Figure Rate(string name, IReadOnlyList<PromptArms> arms, Func<PromptArms, int[]> side, ClaimTestOptions options)
    {
        var estimates = arms.Where(a => side(a).Length >= options.FewestSamples)
            .Select(a => Jackknife.Of(a.Metric, side(a), logarithm: false, new double[a.Metric.Count])).OfType<JackknifeEstimate>().ToArray();
        return Figure.Of(name, "per token", StratifiedMean.Of(estimates));
    }

    private static Figure Used(string name, PushedArm arm, PushedDistances[] distances)
    {
        var (all, used) = (arm.Samples.Sum(of => of.Count), distances.Sum(of => of.Own.Count));
        return all == 0
            ? new Figure($"{name} pushes with every window", null, "share", Reason: "no sample is long enough to be pushed")
            : new Figure($"{name} pushes with every window", (double)used / all, "share", Reason: used == all ? null : "the others end before the last window");
    }

    private static IEnumerable<Curve> Curves(string arm, double[] places, PushedDistances[] distances)
    {
        yield return Curve($"{arm}, own unpushed text", places, distances, d => d.Own);
        yield return Curve($"{arm}, other samples' unpushed texts", places, distances, d => d.Others);
    }

    private static Curve Curve(string name, double[] places, PushedDistances[] distances, Func<PushedDistances, IReadOnlyList<double[]>> select)
        => new(name, "tokens after the push", "cosine distance", [.. places.Select((place, w) =>
            StratifiedMean.Of([.. distances.Select(d => (IReadOnlyList<double>)[.. select(d).Select(row => row[w])]).Where(numbers => numbers.Count > 1)]).TryGet(out var mean, out _)
                ? new CurvePoint(place, mean.Value, mean.Interval)
                : new CurvePoint(place, null))]);
}
