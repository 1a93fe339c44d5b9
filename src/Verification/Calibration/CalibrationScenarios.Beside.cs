using DiversityBench.Metrics.Lexical;
using DiversityBench.Metrics.Sets;
using DiversityBench.Verification.Claims;

namespace DiversityBench.Verification.Calibration;

/// <content>Metrics that stand beside claims as other orders or forms of theirs.</content>
public static partial class CalibrationScenarios
{
    private const int WordsPerPhrase = 6;
    private const double OtherWord = 0.1;
    private static readonly (string Name, double Order)[] s_orders = [("Vendi q=0.5", 0.5), ("Vendi q=2", 2), ("Vendi q=infinity", double.PositiveInfinity)];
    private static readonly (string Name, EffectScale Scale, Func<LexicalSets, ISetMetric> Metric)[] s_phrasing =
    [
        ("distinct-n, n = 1", EffectScale.LogRatioDecrease, t => t.Distinct[0]),
        ("distinct-n, n = 3", EffectScale.LogRatioDecrease, t => t.Distinct[2]),
        ("distinct-n, n = 5", EffectScale.LogRatioDecrease, t => t.Distinct[4]),
        ("self-repetition", EffectScale.Increase, t => t.Repetition),
    ];

    /// <summary>Arms that differ in nothing.</summary>
    public static IReadOnlyList<CalibrationScenario> BesideIdentical { get; } =
    [
        Names("Chao1 richness", EffectScale.LogRatioDecrease, 0, Zipf(60, 1), Zipf(60, 1), 0, Chao1Richness.Of),
        .. s_orders.Select(o => Vectors(o.Name, EffectScale.LogRatioDecrease, 0, 0.5, 0.5, false, m => new VendiSetMetric(m, o.Order))),
        .. s_phrasing.Select(p => Phrases(p.Name, p.Scale, 0, 60, 60, false, p.Metric)),
        Mixture("largest cluster", EffectScale.Increase, 0, (5, 0.15), (5, 0.15), false, (v, n) => Clustered(v, n).LargestShare),
    ];

    /// <summary>Arms of equal diversity whose content differs.</summary>
    public static IReadOnlyList<CalibrationScenario> BesideOtherContent { get; } =
    [
        Names("Chao1 richness", EffectScale.LogRatioDecrease, 0, Zipf(60, 1), Zipf(60, 1), 1000, Chao1Richness.Of),
        Names("Chao1 richness, nearly all different", EffectScale.LogRatioDecrease, 0, Zipf(500, 0.3), Zipf(500, 0.3), 1000, Chao1Richness.Of),
        .. s_orders.Select(o => Vectors(o.Name, EffectScale.LogRatioDecrease, 0, 0.5, 0.5, true, m => new VendiSetMetric(m, o.Order))),
        .. s_phrasing.Select(p => Phrases(p.Name, p.Scale, 0, 60, 60, true, p.Metric)),
        Mixture("largest cluster", EffectScale.Increase, 0, (5, 0.15), (5, 0.15), true, (v, n) => Clustered(v, n).LargestShare),
    ];

    /// <summary>Arms of which the aligned one is less diverse.</summary>
    public static IReadOnlyList<CalibrationScenario> BesideLosses { get; } =
    [
        Names("Chao1 richness", EffectScale.LogRatioDecrease, null, Zipf(60, 1), Zipf(20, 1), 0, Chao1Richness.Of),
        .. s_orders.Select(o => Vectors(o.Name, EffectScale.LogRatioDecrease, null, 0.5, 0.35, true, m => new VendiSetMetric(m, o.Order))),
        .. s_orders.Select(o => Vectors($"{o.Name}, collapsed", EffectScale.LogRatioDecrease, null, 0.7, 0.1, true, m => new VendiSetMetric(m, o.Order))),
        .. s_phrasing.Select(p => Phrases(p.Name, p.Scale, null, 60, 20, true, p.Metric)),
        Mixture("largest cluster", EffectScale.Increase, null, (6, 0.15), (3, 0.15), true, (v, n) => Clustered(v, n).LargestShare),
    ];

    /// <summary>Texts of four phrases each, drawn from a Zipf distribution, in which now and then a word is another one.</summary>
    private static CalibrationScenario Phrases(
        string name, EffectScale scale, double? truth, int ofBase, int ofAligned, bool otherWords, Func<LexicalSets, ISetMetric> metric)
    {
        var (basePhrases, alignedPhrases, words) = (Zipf(ofBase, 1), Zipf(ofAligned, 1), Zipf(Words, 1));
        return new(name, scale, truth, (random, n) =>
        {
            var draws = new Draws(random);
            IReadOnlyList<string> Text(double[] phrases, char first) => [.. Enumerable.Range(0, WordsPerText / WordsPerPhrase).SelectMany(_ =>
            {
                var phrase = draws.Label(phrases);
                return Enumerable.Range(0, WordsPerPhrase).Select(place => Spelled(
                    draws.Uniform() < OtherWord ? draws.Label(words) : ((phrase * WordsPerPhrase) + place) % Words, first));
            })];
            var texts = Enumerable.Range(0, 2 * n).Select(i => Text(i < n ? basePhrases : alignedPhrases, i >= n && otherWords ? 'n' : 'a'));
            return PromptArms.BaseFirst("p", metric(new LexicalSets([.. texts], 1000)), n);
        });
    }
}
