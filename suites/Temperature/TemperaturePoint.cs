using DiversityBench.Fixtures.Generations;
using DiversityBench.Metrics;
using DiversityBench.Metrics.Embeddings;
using DiversityBench.Metrics.Sets;
using DiversityBench.Metrics.Tokens;
using DiversityBench.Suites.Runs;
using DiversityBench.Verification.Claims;
using DiversityBench.Verification.Statistics;

namespace DiversityBench.Suites.Temperature;

/// <summary>
/// An arm at one temperature. The logits are divided by it, so that the token statistics are those of the distribution that is drawn from. All
/// samples count, valid or not: a metric over the valid ones alone would compare sets of different sizes.
/// </summary>
/// <param name="Temperature">The temperature.</param>
/// <param name="Prompts">Entropy in nats per token, Vendi score and length in tokens, by prompt.</param>
/// <param name="Entropy">Mean over prompts of the mean token entropy in nats.</param>
/// <param name="Vendi">Mean over prompts of the Vendi score q = 1.</param>
/// <param name="Validity">Mean over prompts of the share of valid samples.</param>
internal sealed record TemperaturePoint(
    double Temperature, IReadOnlyList<(double Entropy, double Vendi, double Length)> Prompts, StratifiedMean Entropy, StratifiedMean Vendi, StratifiedMean Validity)
{
    public static TemperaturePoint Of(Arm arm, double temperature, PromptSet set, ArmTools tools)
    {
        var drawn = tools.Sampler.Draw(tools.At(temperature, arm), set);
        var entropies = drawn.Select(samples => new MeanOfScalars([.. samples.Select(s => StepSummary.Of([.. s.Generation.Steps]).Value.EntropyInNats)])).ToArray();
        var vendis = drawn.Select(samples => new VendiSetMetric(SymmetricMatrix.Cosines(tools.Embed([.. samples.Select(s => s.Text)])))).ToArray();
        var valid = drawn.Select(samples => new ShareOfSamples([.. samples.Select(s => s.Validity.IsValid)])).ToArray();
        double Whole(ISetMetric metric) => metric.Value([.. Enumerable.Range(0, metric.Count)]) ?? double.NaN;
        return new TemperaturePoint(
            temperature,
            [.. drawn.Select((samples, i) => (Whole(entropies[i]), Whole(vendis[i]), samples.Average(s => (double)s.Generation.Tokens.Count)))],
            StratifiedMean.OfSets(entropies).Value, StratifiedMean.OfSets(vendis).Value, StratifiedMean.OfSets(valid).Value);
    }

    /// <summary>A figure of several points as a curve.</summary>
    public static Curve Curve(IEnumerable<TemperaturePoint> points, string name, string unit, Func<TemperaturePoint, StratifiedMean> figure)
        => new(name, "temperature", unit, [.. points.Select(p => new CurvePoint(p.Temperature, figure(p).Value, figure(p).Interval))]);
}
