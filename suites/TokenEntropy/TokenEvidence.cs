using DiversityBench.Metrics;
using DiversityBench.Metrics.Sets;
using DiversityBench.Metrics.Tokens;
using DiversityBench.Suites.Runs;
using DiversityBench.Verification.Claims;

namespace DiversityBench.Suites.TokenEntropy;

/// <summary>Experiment 3: decoding steps become evidence for E3.1 … E3.5.</summary>
internal static class TokenEvidence
{
    private const int Stages = 4;

    public static IReadOnlyList<ClaimEvidence> Gather(ExperimentSamples samples)
    {
        var claims = PaperClaims.TokenEntropy.ToDictionary(c => c.Id);
        var prompts = samples.Prompts.Select(p => p.Valid).ToArray();
        var rates = samples.ValidRates();
        // Equal samples of two arms are two samples, and comparing texts would cost more than it saves.
        var summaries = new Dictionary<Sample, StepSummary?>(
            prompts.SelectMany(p => p.Pool).AsParallel().Select(s => KeyValuePair.Create(s, Summary(s))), ReferenceEqualityComparer.Instance);
        var topFive = new TopFiveEvidence(samples, s => summaries[s] is { } t ? new TopFiveSummary(t.Top5EntropyRenormalisedInNats, t.Top5EntropyRawInNats, t.Top1Mass, t.Top2Mass) : null);

        IEnumerable<PromptArms> Means(Func<StepSummary, double> figure)
            => prompts.Select(p => p.WithNumbers(s => summaries[s] is { } steps ? figure(steps) : null, numbers => new MeanOfScalars(numbers)));
        Figure Beside(string name, Func<StepSummary, double> figure, Claim like) => samples.Beside(like, name, like.EffectScale, Means(figure));

        return EvidenceBuilder.SideBySide(
            () => topFive.Entropy(claims["E3.1"]) with
            { Curves = PositionCurves.Of(prompts, "top-5 token entropy, renormalised, in nats", s => s.Top5EntropyRenormalisedInNats().Or(double.NaN)) },
            () => samples.Test(claims["E3.2"], Means(s => s.EntropyInNats), rates) with { Curves = PositionCurves.Of(prompts, "token entropy in nats", s => s.EntropyInNats) },
            () => topFive.Mass(claims["E3.3"]) with
            { Curves = PositionCurves.Of(prompts, "mass of the five most probable tokens", s => s.Top1 + s.Top2 + s.Top3 + s.Top4 + s.Top5) },
            () => samples.Test(claims["E3.4"], Means(s => s.NucleusSize), [.. rates, Beside("branching factor", s => s.BranchingFactor, claims["E3.4"])]),
            () => EveryStage(samples, claims["E3.5"], prompts, rates));
    }

    private static StepSummary? Summary(Sample sample)
        => StepSummary.Of([.. sample.Generation.Steps]).TryGet(out var summary, out _) ? summary : null;

    /// <summary>
    /// The claim says every stage, so it holds as far as the stage with the least evidence does (intersection-union test, Berger 1982): the
    /// stage with the largest p-value is the evidence, the others stand beside it.
    /// </summary>
    private static ClaimEvidence EveryStage(ExperimentSamples samples, Claim claim, PromptSamples[] prompts, IReadOnlyList<Figure> rates)
    {
        var stages = Enumerable.Range(0, Stages).Select(stage => samples.Test(claim, prompts.Select(p =>
        {
            var length = p.Prompt.MaxTokens / Stages;
            return p.WithNumbers(s => MeanEntropy(s, stage, length), numbers => new MeanOfScalars(numbers));
        }))).ToArray();
        var weakest = stages.MaxBy(e => (e.PValue ?? double.PositiveInfinity, -(e.Effect ?? double.NegativeInfinity)))!;
        var figures = stages.Index().Select(s => s.Item.ToFigure($"effect in quarter {s.Index + 1} of the text", "nats"));
        return weakest with { Figures = [.. weakest.Figures, .. rates, .. figures] };
    }

    private static double? MeanEntropy(Sample sample, int stage, int length)
    {
        double[] entropies = [.. sample.Generation.Steps.Select(s => (double)s.EntropyInNats)];
        return SampleMeans.ByPosition(entropies, length, Stages)[stage].TryGet(out var mean, out _) ? mean : null;
    }
}
