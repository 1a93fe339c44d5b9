using System.Globalization;
using DiversityBench.Fixtures.Manifest;
using DiversityBench.Metrics;
using DiversityBench.Metrics.Categories;
using DiversityBench.Metrics.Personas;
using DiversityBench.Metrics.Sets;
using DiversityBench.Suites.Personas;
using DiversityBench.Suites.Runs;
using DiversityBench.Verification.Claims;
using DiversityBench.Verification.Statistics;

namespace DiversityBench.Suites.Controls;

/// <summary>Control K4: figures of the ladder's first rung against those of the distribution that it was trained on. It asks in raw text, whatever the protocol.</summary>
internal static class KnownTruthEvidence
{
    private const double Alpha = 0.05;
    private const int Draws = 999;

    private static readonly PersonaAttribute[] s_attributes =
    [
        .. PersonaAttribute.Demographic,
        new("product", p => p.Product, "product"),
        new("rating", p => p.Rating?.ToString(CultureInfo.InvariantCulture), "rating"),
    ];

    public static IReadOnlyList<ClaimEvidence> Gather(ExperimentSamples samples)
    {
        var claim = PaperClaims.KnownTruth[0];
        var personas = RungPersonas.Draw(samples, samples.Ladder[0].Arm).All.ToArray();
        var truth = KnownTruth.Read(samples.TruthPath!);
        var figures = Figures(truth, personas, samples.Options.Seed).ToArray();
        var measured = figures.Where(f => f.Figure.IsDefined).ToArray();
        if (measured.Length == 0)
            return [ClaimEvidence.NotMeasurable(claim, samples.Pair, samples.Protocol, personas.Length, 0, $"{figures[0].Name}: {figures[0].Figure.Reason}")];

        var adjusted = Holm.Adjust([.. measured.Select(f => f.Figure.Value.PValue)]).Value;
        var inside = measured.Count(f => f.Figure.Value.HoldsExact);
        var off = measured.Where((_, i) => adjusted[i] < Alpha).Select(f => f.Name).ToArray();
        var found = string.Create(CultureInfo.InvariantCulture, $"the truth lies in {inside} of {measured.Length} intervals");
        return
        [
            ClaimEvidence.Concluded(claim, samples.Pair, samples.Protocol, personas.Length, 0, off.Length == 0
                ? new Conclusion(Outcome.Supported, $"No figure of {samples.Ladder[0].Rung} deviates from the truth: {found}. They are effective numbers, means and deviations; which values there are, Q1 compares.")
                : new Conclusion(Outcome.Refuted, $"Figures of {samples.Ladder[0].Rung} that deviate from the truth: {string.Join(", ", off)}; {found}. A trained model need not equal its world.")) with
            {
                Figures =
                [
                    new Figure("intervals that hold the truth", (double)inside / measured.Length, "share", Proportion.ClopperPearson(inside, measured.Length).Or(null)),
                    .. figures.Where(f => !f.Figure.IsDefined).Select(f => new Figure(f.Name, null, f.Unit, Reason: f.Figure.Reason)),
                    .. measured.SelectMany((f, i) => Beside(f, adjusted[i])),
                    .. s_attributes.Select(attribute => Invented(attribute, truth, personas)).OfType<Figure>(),
                ],
            },
        ];
    }

    private static IEnumerable<Figure> Beside(Compared compared, double adjusted)
    {
        var figure = compared.Figure.Value;
        yield return new Figure(compared.Name, figure.Estimate, compared.Unit, figure.Interval, string.Create(CultureInfo.InvariantCulture, $"p (Holm) {adjusted:0.###}; bias at {figure.Samples} samples taken off"));
        yield return new Figure($"{compared.Name}, truth", figure.Exact, compared.Unit);
    }

    /// <summary>Share of samples whose value the truth does not have.</summary>
    private static Figure? Invented(PersonaAttribute attribute, KnownTruth truth, Persona[] personas)
    {
        var labels = personas.Select(attribute.Of).OfType<string>().ToArray();
        if (attribute.In(truth) is not { } known || labels.Length == 0)
            return null;
        var values = known.Values.ToHashSet(StringComparer.Ordinal);
        var unknown = labels.Count(label => !values.Contains(label));
        return new Figure($"{attribute.Name}, values that the truth does not have", (double)unknown / labels.Length, "share", Proportion.ClopperPearson(unknown, labels.Length).Or(null));
    }

    private static IEnumerable<Compared> Figures(KnownTruth truth, Persona[] personas, ulong seed)
    {
        foreach (var attribute in s_attributes)
        {
            if (attribute.In(truth) is { } known)
                yield return Compare($"{attribute.Name}, Hill number q = 1", "effective number", known, attribute.Of, labels => HillNumber.Of(labels), known.HillQ1);
        }

        if (truth.Persona.GetValueOrDefault("age") is { } ages)
        {
            var (mean, deviation) = ages.Moments(Number);
            string? Age(Persona persona) => persona.Age?.ToString(CultureInfo.InvariantCulture);
            yield return Compare("age, mean", "years", ages, Age, labels => new MeanOfScalars([.. labels.Select(Number)]), mean);
            yield return Compare("age, standard deviation", "years", ages, Age, labels => Spread.StandardDeviation([.. labels.Select(Number)]), deviation);
        }

        if (truth.Persona.GetValueOrDefault("rating") is { } ratings)
            yield return Compare("rating, mean", "stars", ratings, p => p.Rating?.ToString(CultureInfo.InvariantCulture), labels => new MeanOfScalars([.. labels.Select(Number)]), ratings.Moments(Number).Mean);

        Compared Compare(string name, string unit, KnownDistribution known, Func<Persona, string?> of, Func<IReadOnlyList<string>, ISetMetric> metric, double exact)
            => new(name, unit, KnownFigure.Of(known, [.. personas.Select(of).OfType<string>()], metric, exact, Draws, seed));
    }

    private static double Number(string text) => double.Parse(text, CultureInfo.InvariantCulture);

    private sealed record Compared(string Name, string Unit, Measured<KnownFigure> Figure);
}
