using DiversityBench.Metrics.Clusters;
using DiversityBench.Metrics.Embeddings;
using DiversityBench.Metrics.Lexical;
using DiversityBench.Metrics.Sets;
using DiversityBench.Verification.Claims;

namespace DiversityBench.Verification.Calibration;

/// <content>Metrics that are slow, or stand beside a claim: the calibration program runs them, the fast tests do not.</content>
public static partial class CalibrationScenarios
{
    private const int Words = 300;
    private const int WordsPerText = 24;
    private const int LettersPerWord = 3;
    private const int Alphabet = 13;
    private const double SameClass = 0.75;

    /// <summary>Arms that differ in nothing.</summary>
    public static IReadOnlyList<CalibrationScenario> FurtherIdentical { get; } =
    [
        Scalars("ratio of means", EffectScale.LogRatioDecrease, 0, r => Math.Exp(0.5 * r.Normal()), r => Math.Exp(0.5 * r.Normal()), s => new MeanOfScalars(s)),
        Scalars("share of samples", EffectScale.Increase, 0, r => r.Uniform() < 0.3 ? 1 : 0, r => r.Uniform() < 0.3 ? 1 : 0, s => new ShareOfSamples([.. s.Select(v => v > 0)])),
        Scalars("variance", EffectScale.LogRatioDecrease, 0, r => r.Normal(), r => r.Normal(), Spread.Variance),
        Scalars("interquartile range", EffectScale.LogRatioDecrease, 0, r => r.Normal(), r => r.Normal(), InterquartileRange.InGroups),
        Names("distinct share", EffectScale.Decrease, 0, Zipf(100, 0.7), Zipf(100, 0.7), 0, l => DistinctShare.Of(l)),
        Vectors("near-duplicate share", EffectScale.Increase, 0, 0.07, 0.07, false, m => new NearDuplicateShare(m)),
        Texts("EAD of bigrams", EffectScale.LogRatioDecrease, 0, Words, Words, false, t => t.AdjustedDistinct2),
        Texts("self-BLEU-4", EffectScale.LogRatioIncrease, 0, Words, Words, false, t => t.SelfBleu4),
        Texts("compression ratio", EffectScale.LogRatioIncrease, 0, Words, Words, false, t => t.Compression),
        Mixture("distinct classes per 10", EffectScale.LogRatioDecrease, 0, (8, 0.1), (8, 0.1), false, Classes),
        Mixture("best silhouette", EffectScale.Increase, 0, (4, 0.2), (4, 0.2), false, (v, n) => Clustered(v, n).BestSilhouette),
        Mixture("effective clusters", EffectScale.LogRatioDecrease, 0, (5, 0.15), (5, 0.15), false, (v, n) => Clustered(v, n).EffectiveClusters),
    ];

    /// <summary>Arms of equal diversity whose content differs.</summary>
    public static IReadOnlyList<CalibrationScenario> FurtherOtherContent { get; } =
    [
        Scalars("ratio of means", EffectScale.LogRatioDecrease, 0, r => 0.5 - Math.Log(1 - r.Uniform()), r => 3 * r.Uniform(), s => new MeanOfScalars(s)),
        Scalars("variance", EffectScale.LogRatioDecrease, 0, r => r.Normal(), r => 10 + r.Normal(), Spread.Variance),
        Scalars("interquartile range", EffectScale.LogRatioDecrease, 0, r => r.Normal(), r => 10 + r.Normal(), InterquartileRange.InGroups),
        Names("distinct share", EffectScale.Decrease, 0, Zipf(100, 0.7), Zipf(100, 0.7), 1000, l => DistinctShare.Of(l)),
        Vectors("near-duplicate share", EffectScale.Increase, 0, 0.07, 0.07, true, m => new NearDuplicateShare(m)),
        Texts("EAD of bigrams", EffectScale.LogRatioDecrease, 0, Words, Words, true, t => t.AdjustedDistinct2),
        Texts("self-BLEU-4", EffectScale.LogRatioIncrease, 0, Words, Words, true, t => t.SelfBleu4),
        Texts("compression ratio", EffectScale.LogRatioIncrease, 0, Words, Words, true, t => t.Compression),
        Mixture("distinct classes per 10", EffectScale.LogRatioDecrease, 0, (8, 0.1), (8, 0.1), true, Classes),
        Mixture("best silhouette", EffectScale.Increase, 0, (4, 0.2), (4, 0.2), true, (v, n) => Clustered(v, n).BestSilhouette),
        Mixture("effective clusters", EffectScale.LogRatioDecrease, 0, (5, 0.15), (5, 0.15), true, (v, n) => Clustered(v, n).EffectiveClusters),
    ];

    /// <summary>Arms of which the aligned one is less diverse, or larger.</summary>
    public static IReadOnlyList<CalibrationScenario> FurtherLosses { get; } =
    [
        Scalars("ratio of means", EffectScale.LogRatioDecrease, -Math.Log(0.8), r => Math.Exp(0.5 * r.Normal()), r => 0.8 * Math.Exp(0.5 * r.Normal()), s => new MeanOfScalars(s)),
        Scalars("share of samples", EffectScale.Increase, 0.2, r => r.Uniform() < 0.3 ? 1 : 0, r => r.Uniform() < 0.5 ? 1 : 0, s => new ShareOfSamples([.. s.Select(v => v > 0)])),
        Scalars("variance", EffectScale.LogRatioDecrease, 2 * Math.Log(2), r => r.Normal(), r => 3 + (0.5 * r.Normal()), Spread.Variance),
        Scalars("interquartile range", EffectScale.LogRatioDecrease, Math.Log(2), r => r.Normal(), r => 3 + (0.5 * r.Normal()), InterquartileRange.InGroups),
        Texts("EAD of bigrams", EffectScale.LogRatioDecrease, null, Words, Words / 3, true, t => t.AdjustedDistinct2),
        Texts("self-BLEU-4", EffectScale.LogRatioIncrease, null, Words, Words / 3, true, t => t.SelfBleu4),
        Texts("compression ratio", EffectScale.LogRatioIncrease, null, Words, Words / 3, true, t => t.Compression),
        Mixture("distinct classes per 10", EffectScale.LogRatioDecrease, null, (8, 0.1), (4, 0.1), true, Classes),
        Mixture("best silhouette", EffectScale.Increase, null, (4, 0.3), (4, 0.2), true, (v, n) => Clustered(v, n).BestSilhouette),
        Mixture("effective clusters", EffectScale.LogRatioDecrease, null, (6, 0.15), (3, 0.15), true, (v, n) => Clustered(v, n).EffectiveClusters),
    ];

    /// <summary>Harder situations: numbers heaped on multiples of five, classes and clusters that run into each other.</summary>
    public static IReadOnlyList<CalibrationScenario> FurtherHard { get; } =
    [
        Scalars("interquartile range, heaped on fives", EffectScale.LogRatioDecrease, 0, r => Heaped(r), r => Heaped(r), InterquartileRange.InGroups),
        Mixture("distinct classes per 10, blurred", EffectScale.LogRatioDecrease, 0, (8, 0.17), (8, 0.17), true, Classes),
        Mixture("effective clusters, blurred", EffectScale.LogRatioDecrease, 0, (5, 0.35), (5, 0.35), true, (v, n) => Clustered(v, n).EffectiveClusters),
    ];

    private static ISetMetric Classes(float[][] vectors, int baseCount) =>
        DistinctClasses.Per(SymmetricMatrix.Cosines([.. vectors.Select(v => (ReadOnlyMemory<float>)v)]), SameClass, 10);

    private static ClusteredSets Clustered(float[][] vectors, int baseCount) =>
        new(UnitEmbeddings.FromVectors([.. vectors.Select(v => (ReadOnlyMemory<float>)v)]).Value, baseCount, new KMeansOptions());

    private static double Heaped(Draws draws) => 5 * Math.Round(6 + (3 * draws.Normal()));

    /// <summary>
    /// Texts of words drawn from a Zipf distribution; other words are the same ones spelled in the other half of the alphabet, so that
    /// n-grams and compression see the same structure.
    /// </summary>
    private static CalibrationScenario Texts(
        string name, EffectScale scale, double? truth, int ofBase, int ofAligned, bool otherWords, Func<LexicalSets, ISetMetric> metric)
    {
        var (baseWords, alignedWords) = (Zipf(ofBase, 1), Zipf(ofAligned, 1));
        return new(name, scale, truth, (random, n) =>
        {
            var draws = new Draws(random);
            var texts = Enumerable.Range(0, 2 * n).Select(i => (IReadOnlyList<string>)[.. Enumerable.Range(0, WordsPerText).Select(
                _ => Spelled(draws.Label(i < n ? baseWords : alignedWords), i >= n && otherWords ? 'n' : 'a'))]);
            return PromptArms.BaseFirst("p", metric(new LexicalSets([.. texts], 1000)), n);
        });
    }

    private static string Spelled(int word, char first) => string.Create(LettersPerWord, (word, first), static (letters, state) =>
    {
        for (var (i, rest) = (0, state.word); i < letters.Length; i++, rest /= Alphabet)
            letters[i] = (char)(state.first + ((rest + i) % Alphabet));
    });

    /// <summary>Unit vectors scattered around the given number of axes, all as likely.</summary>
    private static CalibrationScenario Mixture(
        string name, EffectScale scale, double? truth, (int Centres, double Noise) ofBase, (int Centres, double Noise) ofAligned, bool otherAxes, Func<float[][], int, ISetMetric> metric) =>
        new(name, scale, truth, (random, n) =>
        {
            var draws = new Draws(random);
            var vectors = new float[2 * n][];
            for (var i = 0; i < vectors.Length; i++)
            {
                var (centres, noise) = i < n ? ofBase : ofAligned;
                vectors[i] = new float[Dimensions];
                for (var d = 0; d < Dimensions; d++)
                    vectors[i][d] = (float)(noise * draws.Normal());
                vectors[i][(int)(centres * draws.Uniform()) + (i >= n && otherAxes ? Dimensions / 2 : 0)] += 1;
            }

            return PromptArms.BaseFirst("p", metric(vectors, n), n);
        });
}
