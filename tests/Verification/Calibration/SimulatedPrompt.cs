using DiversityBench.Metrics.Embeddings;
using DiversityBench.Verification.Claims;
using DiversityBench.Verification.Statistics;

namespace DiversityBench.Tests.Verification.Calibration;

/// <summary>Simulated samples of one prompt, all from one distribution: attributes of personas, texts, vectors and token statistics.</summary>
internal sealed record SimulatedPrompt
{
    private const int Words = 24;
    private static readonly double[] s_names = Zipf(15), s_nations = Zipf(8), s_jobs = Zipf(20), s_words = Zipf(300);

    public required string[] FirstNames { get; init; }
    public required string[] LastNames { get; init; }
    public required string[] Nationalities { get; init; }
    public required string[] Genders { get; init; }
    public required string[] Occupations { get; init; }
    public required string[] Wholes { get; init; }
    public required double[] Ages { get; init; }
    public required double[] Sentiments { get; init; }
    public required SymmetricMatrix Reviews { get; init; }
    public required UnitEmbeddings Vectors { get; init; }
    public required SymmetricMatrix Cosines { get; init; }
    public required IReadOnlyList<string>[] Texts { get; init; }
    public required double[][] StageEntropies { get; init; }
    public required double[] BlockedMasses { get; init; }

    /// <summary>One number a sample, by the claim that is about their means.</summary>
    public required IReadOnlyDictionary<string, double[]> Numbers { get; init; }

    public static SimulatedPrompt Draw(RandomStream random, int count, int dimensions, int stages)
    {
        var draws = new Stream(random);
        T[] Each<T>(Func<int, T> draw) => [.. Enumerable.Range(0, count).Select(draw)];

        var firstNames = Each(_ => draws.Label(s_names));
        var nationalities = Each(_ => draws.Label(s_nations));

        // A name tells the gender nine times in ten.
        var genders = Each(i => (firstNames[i][^1] % 2 == 0) ^ (draws.Uniform() < 0.1) ? "female" : "male");
        var ages = Each(_ => 40 + (12 * draws.Normal()));
        var vectors = UnitEmbeddings.FromRows(Each(_ => draws.Vector(dimensions, 3, 0.075))).Value;

        // What entropy, its top-5 part, the top mass and the nucleus of a text have in common.
        var spread = Each(_ => draws.Normal());
        double[] Of(double mean, double scale) => Each(i => mean + (scale * ((0.8 * spread[i]) + (0.6 * draws.Normal()))));
        return new SimulatedPrompt
        {
            FirstNames = firstNames,
            LastNames = Each(_ => draws.Label(s_names)),
            Nationalities = nationalities,
            Genders = genders,
            Occupations = Each(_ => draws.Label(s_jobs)),
            Wholes = Each(i => $"{firstNames[i]}|{nationalities[i]}|{genders[i]}|{Math.Floor(ages[i] / 20)}"),
            Ages = ages,
            Sentiments = Each(_ => Math.Tanh(0.7 + draws.Normal())),
            Reviews = SymmetricMatrix.Cosines(UnitEmbeddings.FromRows(Each(_ => draws.Vector(dimensions, 1, 0.5))).Value),
            Vectors = vectors,
            Cosines = SymmetricMatrix.Cosines(vectors),
            Texts = Each(_ => (IReadOnlyList<string>)[.. Enumerable.Range(0, Words).Select(_ => draws.Label(s_words))]),
            StageEntropies = [.. Enumerable.Range(0, stages).Select(_ => Of(1.5, 0.4))],
            BlockedMasses = Each(_ => PaperClaims.BlockedMassThreshold + (0.02 * draws.Normal())),
            Numbers = new Dictionary<string, double[]>
            {
                ["E3.1"] = Of(0.9, 0.2),
                ["E3.2"] = Of(1.5, 0.3),
                ["E3.3"] = Of(0.6, 0.1),
                ["E3.4"] = Array.ConvertAll(Of(1, 0.3), Math.Exp),
                ["A1"] = Each(_ => draws.Normal()),
            },
        };
    }

    private static double[] Zipf(int labels)
    {
        double[] weights = [.. Enumerable.Range(1, labels).Select(rank => 1.0 / rank)];
        return [.. weights.Select(w => w / weights.Sum())];
    }

    /// <summary>A stream that several closures can share.</summary>
    private sealed class Stream(RandomStream random)
    {
        private RandomStream random = random;

        public double Normal() => random.Normal();

        public double Uniform() => random.Uniform();

        public string Label(double[] probabilities)
        {
            var (rest, label) = (random.Uniform(), 0);
            for (; label < probabilities.Length - 1 && (rest -= probabilities[label]) >= 0; label++)
            {
            }

            return $"l{label}";
        }

        /// <summary>A vector around one of some axes, all as likely.</summary>
        public double[] Vector(int dimensions, int axes, double noise)
        {
            var axis = random.Below(axes);
            return [.. Enumerable.Range(0, dimensions).Select(d => (d == axis ? 1 : 0) + (noise * random.Normal()))];
        }
    }
}
