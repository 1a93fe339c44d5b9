using DiversityBench.Fixtures.Manifest;
using DiversityBench.Metrics.Categories;
using DiversityBench.Metrics.Personas;
using DiversityBench.Suites.Runs;
using DiversityBench.Verification.Claims;

namespace DiversityBench.Suites.Personas;

/// <summary>What personas look like, as bars of both arms, beside the known truth where there is one.</summary>
/// <param name="samples">The valid samples of both arms, over all prompts.</param>
/// <param name="of">Their personas.</param>
/// <param name="truth">The distribution that the base was trained on; null where it is not known.</param>
internal sealed class PersonaBars(IReadOnlyList<PromptSamples> samples, Func<Sample, Persona> of, KnownTruth? truth)
{
    private const int MostCategories = 12, SentimentBins = 10;
    private const string Share = "share of personas", Others = "all others";

    private readonly Persona[] _base = [.. samples.SelectMany(p => p.Base).Select(of)];
    private readonly Persona[] _aligned = [.. samples.SelectMany(p => p.Aligned).Select(of)];

    /// <summary>The most frequent values of an attribute; none where an arm has no persona with it.</summary>
    /// <param name="name">Name of the attribute.</param>
    /// <param name="isOrdered">Whether the values have an order of their own, as ages have.</param>
    public IReadOnlyList<Bars> Of(string name, bool isOrdered = false)
    {
        var attribute = PersonaAttribute.Demographic.Single(a => a.Name == name);
        var (ofBase, ofAligned) = (Shares(_base, attribute), Shares(_aligned, attribute));
        if (ofBase.Count == 0 || ofAligned.Count == 0)
            return [];
        var known = truth is null ? null : attribute.In(truth);
        var ofTruth = known?.Values.Zip(known.Probabilities).ToDictionary(v => v.First, v => v.Second);
        Dictionary<string, double>[] all = ofTruth is null ? [ofBase, ofAligned] : [ofBase, ofAligned, ofTruth];
        var values = all.SelectMany(shares => shares.Keys).Distinct();
        string[] shown = isOrdered
            ? [.. values.Order(StringComparer.Ordinal)]
            : [.. values.OrderByDescending(value => all.Max(shares => shares.GetValueOrDefault(value))).ThenBy(value => value, StringComparer.Ordinal).Take(MostCategories)];
        var rest = values.Count() > shown.Length;
        return
        [
            new Bars(name, Share, rest ? [.. shown, Others] : shown, [.. all.Zip(new[] { "base", "aligned", "known truth" }, (shares, series) =>
            {
                double[] heights = [.. shown.Select(value => shares.GetValueOrDefault(value))];
                return new BarSeries(series, rest ? [.. heights, Math.Max(0, 1 - heights.Sum())] : heights);
            })]),
        ];
    }

    /// <summary>The compound scores of the reviews in ten bins; none where an arm has no review.</summary>
    /// <param name="score">Compound score of a sample's review, -1 … 1; null without a review.</param>
    public IReadOnlyList<Bars> Sentiment(Func<Sample, double?> score)
    {
        double[] Bins(Func<PromptSamples, IReadOnlyList<Sample>> arm)
        {
            var scores = samples.SelectMany(arm).Select(score).OfType<double>().ToArray();
            var bins = new double[SentimentBins];
            foreach (var value in scores)
                bins[Math.Min(SentimentBins - 1, (int)((value + 1) / 2 * SentimentBins))] += 1.0 / scores.Length;
            return bins;
        }

        var (ofBase, ofAligned) = (Bins(p => p.Base), Bins(p => p.Aligned));
        if (ofBase.Sum() == 0 || ofAligned.Sum() == 0)
            return [];
        string[] names = [.. Enumerable.Range(0, SentimentBins).Select(bin => FormattableString.Invariant($"[{(bin / 5.0) - 1:0.0}, {((bin + 1) / 5.0) - 1:0.0}{(bin == SentimentBins - 1 ? ']' : ')')}"))];
        return [new Bars("compound score of the review", "share of reviews", names, [new BarSeries("base", ofBase), new BarSeries("aligned", ofAligned)])];
    }

    private static Dictionary<string, double> Shares(Persona[] personas, PersonaAttribute attribute)
    {
        var values = personas.Select(attribute.Of).OfType<string>().ToArray();
        return values.GroupBy(value => value, StringComparer.Ordinal).ToDictionary(group => group.Key, group => (double)group.Count() / values.Length);
    }
}
