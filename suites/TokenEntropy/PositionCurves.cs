using DiversityBench.Metrics;
using DiversityBench.Suites.Runs;
using DiversityBench.Verification.Claims;
using DiversityBench.Verification.Statistics;
using Sample = DiversityBench.Suites.Runs.Sample;

namespace DiversityBench.Suites.TokenEntropy;

/// <summary>Figures of decoding steps by their position in the text: both arms, mean over prompts, with intervals over samples.</summary>
internal static class PositionCurves
{
    public static IReadOnlyList<Curve> Of(IReadOnlyList<PromptSamples> prompts, string name, Func<StepStatistics, double> figure) =>
        [Of("base", prompts, p => p.Base, name, figure), Of("aligned", prompts, p => p.Aligned, name, figure)];

    private static Curve Of(string arm, IReadOnlyList<PromptSamples> prompts, Func<PromptSamples, IReadOnlyList<Sample>> side, string name, Func<StepStatistics, double> figure)
    {
        var steps = prompts.Select(p => side(p).Select(s => s.Generation.Steps).ToArray()).ToArray();
        var length = prompts.Select(p => p.Prompt.MaxTokens).DefaultIfEmpty(0).Min();
        return new Curve(arm, "position in the text, in tokens", name, [.. Enumerable.Range(0, length).Select(position =>
        {
            // Prompts whose samples have ended by then drop out.
            var strata = steps.Select(samples => (IReadOnlyList<double>)[.. samples.Where(s => s.Count > position).Select(s => figure(s[position]))]).Where(values => values.Count > 1).ToArray();
            return StratifiedMean.Of(strata).TryGet(out var mean, out _) ? new CurvePoint(position + 1, mean.Value, mean.Interval) : new CurvePoint(position + 1, null);
        })]);
    }
}
