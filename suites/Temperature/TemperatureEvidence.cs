using DiversityBench.Fixtures.Generations;
using DiversityBench.Metrics;
using DiversityBench.Suites.Runs;
using DiversityBench.Verification.Claims;
using DiversityBench.Verification.Statistics;

namespace DiversityBench.Suites.Temperature;

/// <summary>A sweep over temperatures becomes evidence for M3 and an answer to N2.</summary>
internal static class TemperatureEvidence
{
    private const int Samples = 20;

    private static readonly double[] s_temperatures = [0.1, 0.3, 0.5, 0.7, 0.9, 1.1, 1.3, 1.5];

    /// <summary>The rungs between the two arms add models to M3, not answers to N2: four temperatures do.</summary>
    private static readonly double[] s_ofRungs = [0.3, 0.7, 1.1, 1.5];

    public static IReadOnlyList<ClaimEvidence> Gather(ExperimentSamples samples)
    {
        var claims = PaperClaims.Temperature.ToDictionary(c => c.Id);
        var set = PromptsOf(samples);
        TemperaturePoint[] Sweep(Arm arm, double[] temperatures) => [.. temperatures.Select(t => TemperaturePoint.Of(arm, t, set, samples.Tools))];

        var (ofBase, ofAligned) = (Sweep(samples.Arms.Base, s_temperatures), Sweep(samples.Arms.Aligned, s_temperatures));
        var between = samples.Ladder.Skip(1).SkipLast(1).Select(rung => Sweep(rung.Arm, s_ofRungs));
        return
        [
            Correlation(samples, claims["M3"], [ofBase, .. between, ofAligned]),
            Answer(samples, claims["N2"], ofBase, ofAligned, TemperaturePoint.Of(samples.Arms.Base, 1, set, samples.Tools), TemperaturePoint.Of(samples.Arms.Aligned, 1, set, samples.Tools)),
        ];
    }

    /// <summary>Both arms at every temperature.</summary>
    public static IEnumerable<SampleSheet> FurtherSamples(ExperimentSamples samples)
    {
        var set = PromptsOf(samples);
        foreach (var temperature in s_temperatures)
        {
            var (left, right) = (samples.Tools.At(temperature, samples.Arms.Base), samples.Tools.At(temperature, samples.Arms.Aligned));
            var (ofBase, ofAligned) = (samples.Tools.Sampler.Draw(left, set), samples.Tools.Sampler.Draw(right, set));
            foreach (var (i, prompt) in set.Prompts.Index())
                yield return new SampleSheet(FormattableString.Invariant($"{prompt.Id}, T = {temperature}"), SampleSheets.Sheet(left, prompt, ofBase[i]), SampleSheets.Sheet(right, prompt, ofAligned[i]));
        }
    }

    private static PromptSet PromptsOf(ExperimentSamples samples) => new("Temperature", "N2", 1, [.. samples.Prompts.Select(p => p.Prompt with { Samples = Samples })], "");

    private static ClaimEvidence Correlation(ExperimentSamples samples, Claim claim, TemperaturePoint[][] models)
    {
        var clusters = models.SelectMany(points => points[0].Prompts.Select((_, prompt) =>
            (IReadOnlyList<(double, double, double)>)[.. points.Select(p => p.Prompts[prompt])])).ToArray();
        var drawn = Samples * samples.Prompts.Count;
        var (ofBase, others) = (drawn * models[0].Length, drawn * models.Skip(1).Sum(m => m.Length));
        if (!ClusteredCorrelation.Of(clusters).TryGet(out var found, out var fault))
            return ClaimEvidence.NotMeasurable(claim, samples.Pair, samples.Protocol, ofBase, others, fault.Reason);
        return new ClaimEvidence
        {
            Claim = claim,
            Pair = samples.Pair,
            Protocol = samples.Protocol,
            BaseSamples = ofBase,
            AlignedSamples = others,
            Effect = found.Rho,
            Interval = found.Interval,
            IntervalMethod = "delete-one-cluster jackknife on Fisher's scale; a cluster is a prompt of a model",
            PValue = found.PValue,
            Figures = [new Figure("models", models.Length, "models"), new Figure("points", clusters.Sum(c => c.Count), "points")],
        };
    }

    private static ClaimEvidence Answer(
        ExperimentSamples samples, Claim claim, TemperaturePoint[] ofBase, TemperaturePoint[] ofAligned, TemperaturePoint baseAtOne, TemperaturePoint alignedAtOne)
    {
        var largest = ofBase.Zip(ofAligned, (b, a) => (b.Temperature, Difference: b.Vendi.Value - a.Vendi.Value)).MaxBy(d => Math.Abs(d.Difference));
        var needed = Crossing.Up([.. ofAligned.Append(alignedAtOne).OrderBy(p => p.Temperature).Select(p => (p.Temperature, p.Vendi.Value))], baseAtOne.Vendi.Value);
        var change = needed.Select(t => At(ofAligned, t, p => p.Validity.Value) - alignedAtOne.Validity.Value);
        var answer = needed.TryGet(out var temperature, out var why)
            ? FormattableString.Invariant($"At T = {temperature:0.##} the aligned model has the base's Vendi score of {baseAtOne.Vendi.Value:0.##} at T = 1; its share of valid samples changes by {change.Value:0.###}.")
            : FormattableString.Invariant($"No temperature of 0.1 to 1.5 gives exactly the base's Vendi score of {baseAtOne.Vendi.Value:0.##} at T = 1: {why.Reason}.");
        var drawn = Samples * samples.Prompts.Count;
        return ClaimEvidence.Concluded(claim, samples.Pair, samples.Protocol, drawn * (ofBase.Length + 1), drawn * (ofAligned.Length + 1), new Conclusion(Outcome.Answered, answer)) with
        {
            Figures =
            [
                Figure.Of("base Vendi score at T = 1", "effective samples", baseAtOne.Vendi),
                Figure.Of("aligned Vendi score at T = 1", "effective samples", alignedAtOne.Vendi),
                new Figure("largest difference of Vendi scores, base less aligned", largest.Difference, "effective samples", Reason: FormattableString.Invariant($"at T = {largest.Temperature}")),
                Figure.Of("temperature that gives the base's diversity back", "", needed),
                Figure.Of("change of the aligned valid share from T = 1 to that temperature", "share", change),
            ],
            Curves =
            [
                TemperaturePoint.Curve(ofBase, "base token entropy", "nats", p => p.Entropy),
                TemperaturePoint.Curve(ofAligned, "aligned token entropy", "nats", p => p.Entropy),
                TemperaturePoint.Curve(ofBase, "base Vendi score", "effective samples", p => p.Vendi),
                TemperaturePoint.Curve(ofAligned, "aligned Vendi score", "effective samples", p => p.Vendi),
                TemperaturePoint.Curve(ofBase, "base valid share", "share", p => p.Validity),
                TemperaturePoint.Curve(ofAligned, "aligned valid share", "share", p => p.Validity),
            ],
        };
    }

    /// <summary>A figure between two temperatures of the sweep, on the straight line between them.</summary>
    private static double At(TemperaturePoint[] points, double temperature, Func<TemperaturePoint, double> figure)
    {
        var next = Math.Clamp(Array.FindIndex(points, p => p.Temperature >= temperature), 1, points.Length - 1);
        var (from, to) = (points[next - 1], points[next]);
        return figure(from) + ((figure(to) - figure(from)) * (temperature - from.Temperature) / (to.Temperature - from.Temperature));
    }
}
