using DiversityBench.Metrics.Embeddings;
using DiversityBench.Metrics.Sets;
using DiversityBench.Verification.Claims;
using DiversityBench.Verification.Statistics;

namespace DiversityBench.Verification.Calibration;

/// <summary>Distributions with a known effect for every kind of metric: identical arms, equal diversity of other content, and a real loss.</summary>
public static class CalibrationScenarios
{
    private const int Dimensions = 16;

    /// <summary>Arms that differ in nothing.</summary>
    public static IReadOnlyList<CalibrationScenario> Identical { get; } =
    [
        Scalars("mean", EffectScale.Decrease, 0, r => r.Normal(), r => r.Normal(), s => new MeanOfScalars(s)),
        Scalars("standard deviation", EffectScale.LogRatioDecrease, 0, r => r.Normal(), r => r.Normal(), Spread.StandardDeviation),
        Scalars("Cliff's delta", EffectScale.CliffsDelta, 0, r => r.Normal(), r => r.Normal(), s => new MeanOfScalars(s)),
        Names("Hill q=1", EffectScale.LogRatioDecrease, 0, Zipf(8, 1), Zipf(8, 1), 0, l => HillNumber.Of(l)),
        Vectors("pairwise cosine", EffectScale.Decrease, 0, 0.5, 0.5, false, m => new MeanPairwiseDissimilarity(m)),
        Vectors("Vendi q=1", EffectScale.LogRatioDecrease, 0, 0.5, 0.5, false, m => new VendiSetMetric(m)),
    ];

    /// <summary>Arms of equal diversity whose content differs: other labels, other directions, another place or shape.</summary>
    public static IReadOnlyList<CalibrationScenario> OtherContent { get; } =
    [
        Scalars("mean", EffectScale.Decrease, 0, r => r.Normal(), r => 4 * (r.Uniform() - 0.5), s => new MeanOfScalars(s)),
        Scalars("standard deviation", EffectScale.LogRatioDecrease, 0, r => r.Normal(), r => 10 + r.Normal(), Spread.StandardDeviation),
        Scalars("Cliff's delta", EffectScale.CliffsDelta, 0, r => r.Normal(), r => 4 * r.Normal(), s => new MeanOfScalars(s)),
        Names("Hill q=1", EffectScale.LogRatioDecrease, 0, Zipf(8, 1), Zipf(8, 1), 100, l => HillNumber.Of(l)),
        Vectors("pairwise cosine", EffectScale.Decrease, 0, 0.5, 0.5, true, m => new MeanPairwiseDissimilarity(m)),
        Vectors("Vendi q=1", EffectScale.LogRatioDecrease, 0, 0.5, 0.5, true, m => new VendiSetMetric(m)),
        Scalars("mean, skewed", EffectScale.Decrease, 0, r => r.Normal(), r => 3 * (-Math.Log(1 - r.Uniform()) - 1), s => new MeanOfScalars(s)),
    ];

    /// <summary>Arms of which the aligned one is less diverse, or larger.</summary>
    public static IReadOnlyList<CalibrationScenario> Losses { get; } =
    [
        Scalars("mean", EffectScale.Decrease, 0.5, r => 0.5 + r.Normal(), r => r.Normal(), s => new MeanOfScalars(s)),
        Scalars("standard deviation", EffectScale.LogRatioDecrease, Math.Log(2), r => r.Normal(), r => 3 + (0.5 * r.Normal()), Spread.StandardDeviation),
        Scalars("Cliff's delta", EffectScale.CliffsDelta, (2 * Distributions.NormalCdf(0.5)) - 1, r => r.Normal(), r => Math.Sqrt(0.5) + r.Normal(), s => new MeanOfScalars(s)),
        Names("Hill q=1", EffectScale.LogRatioDecrease, Shannon(Zipf(12, 0.7)) - Shannon(Zipf(6, 1.2)), Zipf(12, 0.7), Zipf(6, 1.2), 0, l => HillNumber.Of(l)),
        Vectors("pairwise cosine", EffectScale.Decrease, null, 0.5, 0.35, true, m => new MeanPairwiseDissimilarity(m)),
        Vectors("Vendi q=1", EffectScale.LogRatioDecrease, null, 0.5, 0.35, true, m => new VendiSetMetric(m)),
    ];

    /// <summary>Harder situations: skewed numbers, many rare labels, rare events, metrics of counts.</summary>
    public static IReadOnlyList<CalibrationScenario> Hard { get; } =
    [
        Scalars("ratio of means, skewed", EffectScale.LogRatioDecrease, -Math.Log(0.8), r => Math.Exp(r.Normal()), r => 0.8 * Math.Exp(r.Normal()), s => new MeanOfScalars(s)),
        Scalars("standard deviation, heavy tails", EffectScale.LogRatioDecrease, 0, r => Laplace(r), r => 5 + Laplace(r), Spread.StandardDeviation),
        Scalars("standard deviation, uniform", EffectScale.LogRatioDecrease, 0, r => r.Uniform(), r => 5 + r.Uniform(), Spread.StandardDeviation),
        Scalars("Cliff's delta, ordinal", EffectScale.CliffsDelta, 0, r => Math.Floor(3 * r.Uniform()), r => Math.Floor(3 * r.Uniform()), s => new MeanOfScalars(s)),
        Scalars("Cliff's delta, large", EffectScale.CliffsDelta, (2 * Distributions.NormalCdf(Math.Sqrt(2))) - 1, r => r.Normal(), r => 2 + r.Normal(), s => new MeanOfScalars(s)),
        Scalars("share of samples, rare", EffectScale.Increase, 0.1, r => r.Uniform() < 0.02 ? 1 : 0, r => r.Uniform() < 0.12 ? 1 : 0, s => new ShareOfSamples([.. s.Select(v => v > 0)])),
        Names("Hill q=1, many rare labels", EffectScale.LogRatioDecrease, Shannon(Zipf(60, 1)) - Shannon(Zipf(20, 1)), Zipf(60, 1), Zipf(20, 1), 0, l => HillNumber.Of(l)),
        Names("Hill q=1, balanced", EffectScale.LogRatioDecrease, Shannon(Zipf(3, 0)) - Shannon([0.8, 0.1, 0.1]), Zipf(3, 0), [0.8, 0.1, 0.1], 0, l => HillNumber.Of(l)),
        Names("Hill q=1, nearly one label", EffectScale.LogRatioDecrease, Shannon(Zipf(4, 1)) - Shannon([0.96, 0.04]), Zipf(4, 1), [0.96, 0.04], 0, l => HillNumber.Of(l)),
        Names("Hill q=0", EffectScale.LogRatioDecrease, null, Zipf(60, 1), Zipf(20, 1), 0, l => HillNumber.Of(l, 0)),
        Names("Hill q=2", EffectScale.LogRatioDecrease, Simpson(Zipf(12, 0.7)) - Simpson(Zipf(6, 1.2)), Zipf(12, 0.7), Zipf(6, 1.2), 0, l => HillNumber.Of(l, 2)),
        Names("distinct share", EffectScale.Decrease, null, Zipf(300, 0.5), Zipf(60, 0.5), 0, l => DistinctShare.Of(l)),
        Vectors("near-duplicate share", EffectScale.Increase, null, 0.3, 0.1, true, m => new NearDuplicateShare(m)),
        Vectors("near-duplicate share, none in base", EffectScale.Increase, null, 0.9, 0.12, true, m => new NearDuplicateShare(m)),
        Vectors("pairwise cosine, collapsed", EffectScale.Decrease, null, 0.7, 0.1, true, m => new MeanPairwiseDissimilarity(m)),
        Vectors("Vendi q=1, collapsed", EffectScale.LogRatioDecrease, null, 0.7, 0.1, true, m => new VendiSetMetric(m)),
    ];

    /// <summary>A fall of a normal mean by <paramref name="effect"/> standard deviations.</summary>
    public static CalibrationScenario FallOfMean(double effect) =>
        Scalars("mean", EffectScale.Decrease, effect, r => effect + r.Normal(), r => r.Normal(), s => new MeanOfScalars(s));

    private static CalibrationScenario Scalars(
        string name, EffectScale scale, double truth, Func<Draws, double> ofBase, Func<Draws, double> ofAligned, Func<double[], ISetMetric> metric) =>
        new(name, scale, truth, (random, n) =>
        {
            var draws = new Draws(random);
            return PromptArms.BaseFirst("p", metric([.. Enumerable.Range(0, 2 * n).Select(i => i < n ? ofBase(draws) : ofAligned(draws))]), n);
        });

    private static CalibrationScenario Names(
        string name, EffectScale scale, double? truth, double[] ofBase, double[] ofAligned, int shift, Func<int[], ISetMetric> metric) =>
        new(name, scale, truth, (random, n) =>
        {
            var draws = new Draws(random);
            return PromptArms.BaseFirst("p", metric([.. Enumerable.Range(0, 2 * n).Select(i => i < n ? draws.Label(ofBase) : draws.Label(ofAligned) + shift)]), n);
        });

    /// <summary>Unit vectors around an axis, with the given spread; the aligned arm around the same or another axis.</summary>
    private static CalibrationScenario Vectors(
        string name, EffectScale scale, double? truth, double ofBase, double ofAligned, bool otherAxis, Func<SymmetricMatrix, ISetMetric> metric) =>
        new(name, scale, truth, (random, n) =>
        {
            var draws = new Draws(random);
            var vectors = new ReadOnlyMemory<float>[2 * n];
            for (var i = 0; i < vectors.Length; i++)
            {
                var vector = new float[Dimensions];
                for (var d = 0; d < Dimensions; d++)
                    vector[d] = (float)((i < n ? ofBase : ofAligned) * draws.Normal());
                vector[i >= n && otherAxis ? 1 : 0] += 1;
                vectors[i] = vector;
            }

            return PromptArms.BaseFirst("p", metric(SymmetricMatrix.Cosines(vectors)), n);
        });

    private static double[] Zipf(int labels, double exponent)
    {
        double[] weights = [.. Enumerable.Range(1, labels).Select(rank => Math.Pow(rank, -exponent))];
        var sum = weights.Sum();
        return [.. weights.Select(w => w / sum)];
    }

    private static double Shannon(double[] probabilities) => -probabilities.Sum(p => p * Math.Log(p));

    private static double Simpson(double[] probabilities) => -Math.Log(probabilities.Sum(p => p * p));

    private static double Laplace(Draws draws)
    {
        var u = draws.Uniform() - 0.5;
        return -Math.Sign(u) * Math.Log(1 - (2 * Math.Abs(u)));
    }

    /// <summary>A stream that several closures can share.</summary>
    private sealed class Draws(RandomStream random)
    {
        private RandomStream random = random;

        public double Normal() => random.Normal();

        public double Uniform() => random.Uniform();

        public int Label(double[] probabilities)
        {
            var rest = random.Uniform();
            for (var label = 0; label < probabilities.Length - 1; label++)
            {
                rest -= probabilities[label];
                if (rest < 0)
                    return label;
            }

            return probabilities.Length - 1;
        }
    }
}
