using DiversityBench.Metrics;
using DiversityBench.Metrics.Embeddings;
using DiversityBench.Metrics.Sets;
using DiversityBench.Verification.Gate;
using DiversityBench.Verification.Statistics;

namespace DiversityBench.Verification.Calibration;

/// <summary>
/// A model whose figures are known: personas, biographies and stories with the numbers of labels, spreads and valid rates of the reference ladder's base,
/// of each of which the model keeps a given share. A sample does not depend on how many are drawn, so stages hold those before them. Not for use by several threads at once.
/// </summary>
/// <param name="kept">Share kept of each metric, by its id; 1 where nothing is said.</param>
/// <param name="seed">Seed of the samples.</param>
/// <param name="stream">Key of the model among those of a run.</param>
public sealed class SimulatedCheckpoint(IReadOnlyDictionary<string, double> kept, ulong seed, ulong stream)
{
    private readonly Dictionary<(ulong Key, int Prompt), object> drawn = [];

    private const int Dimensions = 16;
    private const double YoungestAge = 18, OldestAge = 85;

    /// <summary>Prompts of a source, as many as the suites have.</summary>
    public static int Prompts(GateSource source) => source switch
    {
        GateSource.Personas => 4,
        GateSource.Biographies => 5,
        _ => 14,
    };

    /// <summary>A metric of the first samples of every prompt.</summary>
    /// <param name="metric">The metric.</param>
    /// <param name="samples">Samples a prompt.</param>
    public Measured<GateFigure> Measure(GateMetric metric, int samples)
    {
        var prompts = Enumerable.Range(0, Prompts(metric.Source)).Select(p => Valid(metric.Source, p, samples)).ToArray();
        return GateFigures.MeanOf(metric.Id switch
        {
            "first-names" => [SimpsonConcentration.Of(Labels(metric, prompts, SimulatedLabels.FirstNames))],
            "nationalities" => [SimpsonConcentration.Of(Labels(metric, prompts, SimulatedLabels.Nationalities))],
            "age-spread" => [Spread.StandardDeviation([.. Each(metric, prompts, Age).SelectMany(p => p)])],
            "biography-meaning" => [.. Each(metric, prompts, Meaning).Select(p => new MeanPairwiseDissimilarity(SymmetricMatrix.Cosines(p)))],
            "story-entropy" => [.. Each(metric, prompts, Entropy).Select(p => new MeanOfScalars(p))],
            _ => [.. prompts.Select(p => new ShareOfSamples(p))],
        });
    }

    private double KeptOf(string metric) => kept.GetValueOrDefault(metric, 1);

    private bool[] Valid(GateSource source, int prompt, int samples)
    {
        var (id, rate) = source switch
        {
            GateSource.Personas => ("valid-personas", 0.94),
            GateSource.Biographies => ("valid-biographies", 0.97),
            _ => ("valid-stories", 0.9),
        };
        return Drawn(1000 + (ulong)source, prompt, samples, random => random.Uniform() < rate * KeptOf(id));
    }

    private int[] Labels(GateMetric metric, bool[][] prompts, SimulatedLabels labels)
    {
        var kept = labels.Keeping(KeptOf(metric.Id));
        return [.. Each(metric, prompts, random => kept.Draw(random.Uniform())).SelectMany(p => p)];
    }

    private double Age(RandomStream random)
    {
        var middle = (YoungestAge + OldestAge) / 2;
        return middle + (KeptOf("age-spread") * (OldestAge - YoungestAge) * (random.Uniform() - 0.5));
    }

    /// <summary>
    /// A unit vector u = c e + sqrt(1 - c^2) v about an axis e, v any direction across it, c uniform around its mean m: the expected cosine of two of them is the
    /// square of m, so the difference in meaning is 1 - m^2 exactly.
    /// </summary>
    private ReadOnlyMemory<float> Meaning(RandomStream random)
    {
        var mean = Math.Sqrt(1 - (0.4 * KeptOf("biography-meaning")));
        var along = mean + (0.9 * (1 - mean) * ((2 * random.Uniform()) - 1));
        var vector = new double[Dimensions];
        for (var d = 1; d < Dimensions; d++)
            vector[d] = random.Normal();
        var scale = Math.Sqrt((1 - (along * along)) / vector.Sum(x => x * x));
        float[] unit = [(float)along, .. vector.Skip(1).Select(x => (float)(scale * x))];
        return unit;
    }

    /// <summary>A skewed entropy of mean 0.5 nats and a standard deviation of a quarter of that.</summary>
    private double Entropy(RandomStream random) => 0.5 * KeptOf("story-entropy") * Math.Exp((0.246 * random.Normal()) - (0.246 * 0.246 / 2));

    private T[][] Each<T>(GateMetric metric, bool[][] prompts, Func<RandomStream, T> draw)
    {
        var key = (ulong)GateMetric.All.Index().First(m => m.Item.Id == metric.Id).Index;
        return [.. prompts.Select((valid, p) => (T[])[.. Drawn(key, p, valid.Length, draw).Where((_, i) => valid[i])])];
    }

    /// <summary>The first samples of a prompt; those drawn before are kept.</summary>
    private T[] Drawn<T>(ulong key, int prompt, int samples, Func<RandomStream, T> draw)
    {
        var all = (List<T>)(drawn.TryGetValue((key, prompt), out var before) ? before : drawn[(key, prompt)] = new List<T>());
        for (var i = all.Count; i < samples; i++)
            all.Add(draw(new RandomStream(seed, (stream * 1_000_003) + key, ((ulong)prompt << 32) + (ulong)i)));
        return [.. all.Take(samples)];
    }
}
