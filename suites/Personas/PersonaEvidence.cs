using System.Collections.Concurrent;
using DiversityBench.Fixtures.Manifest;
using DiversityBench.Metrics.Embeddings;
using DiversityBench.Metrics.Lexical;
using DiversityBench.Metrics.Personas;
using DiversityBench.Metrics.Sets;
using DiversityBench.Suites.Runs;
using DiversityBench.Verification.Claims;

namespace DiversityBench.Suites.Personas;

/// <summary>Experiment 1: personas and reviews become evidence for E1.1 … E1.10.</summary>
internal static class PersonaEvidence
{
    private const double TopBin = 0.9;

    public static IReadOnlyList<ClaimEvidence> Gather(ComparedSamples samples)
    {
        var rates = samples.ValidRates();
        var personas = new Dictionary<Sample, Persona>(ReferenceEqualityComparer.Instance);
        foreach (var sample in samples.Prompts.SelectMany(p => p.Valid.Pool))
            personas.Add(sample, PersonaParser.Parse(sample.Text).Persona);
        var sentiments = new ConcurrentDictionary<string, double>(StringComparer.Ordinal);
        var claims = PaperClaims.Personas.ToDictionary(c => c.Id);
        var prompts = samples.Prompts.Select(p => p.Valid).ToArray();

        Persona Of(Sample sample) => personas[sample];
        double? Sentiment(Sample sample)
        {
            if (Of(sample).Review is not { } review)
                return null;
            return sentiments.GetOrAdd(review, text => samples.Texts.Sentiment.Score(text).Compound);
        }

        var bars = new PersonaBars(prompts, Of, samples is ExperimentSamples { TruthPath: { } path } ? KnownTruth.Read(path) : null);
        ClaimEvidence Labels(string id, Func<Persona, string?> label, string attribute)
        {
            IEnumerable<PromptArms> Arms(Func<IReadOnlyList<string>, ISetMetric> metric) => prompts.Select(p => p.With(s => label(Of(s)), metric));
            Figure Beside(string name, Func<IReadOnlyList<string>, ISetMetric> metric) => samples.Beside(claims[id], $"{name} of {attribute}", claims[id].EffectScale, Arms(metric));
            return samples.Test(claims[id], Arms(labels => HillNumber.Of(labels)), [.. rates,
                Beside("Hill number q = 0", labels => HillNumber.Of(labels, 0)),
                Beside("Chao1 richness", Chao1Richness.Of),
                Beside("Hill number q = 2", labels => HillNumber.Of(labels, 2))]) with
            { Bars = bars.Of(attribute) };
        }

        IEnumerable<PromptArms> Ages(Func<IReadOnlyList<double>, ISetMetric> metric) => prompts.Select(p => p.WithNumbers(s => Of(s).Age, metric));

        Figure AgeQuartiles() => samples.Beside(claims["E1.5"], "interquartile range of ages", claims["E1.5"].EffectScale, Ages(InterquartileRange.InGroups));

        // Over several prompts of few samples Newcombe's interval of such a difference covers less than this one (ShareIntervalTests).
        Figure TopBinEffect() => samples.Beside(claims["E1.9"], $"share above {TopBin}", EffectScale.Increase,
            prompts.Select(p => p.WithNumbers(Sentiment, scores => new ShareOfSamples([.. scores.Select(score => score > TopBin)]))));

        return EvidenceBuilder.SideBySide(
            () => Labels("E1.1", p => p.FirstName, "first name"),
            () => Labels("E1.2", p => p.LastName, "last name"),
            () => Labels("E1.3", p => p.Nationality, "nationality"),
            () => Labels("E1.4", p => p.Gender?.ToString(), "gender"),
            () => samples.Test(claims["E1.5"], Ages(Spread.StandardDeviation), [.. rates, AgeQuartiles()]) with { Bars = bars.Of("age band", isOrdered: true) },
            () => Labels("E1.6", p => p.Occupation, "occupation"),
            () => samples.Test(claims["E1.7"], prompts.Select(p => p.With(s => Whole(Of(s)), labels => DistinctShare.Of(labels))), rates),
            () => samples.Test(claims["E1.8"], prompts.Select(p => p.WithNumbers(Sentiment, scores => new MeanOfScalars(scores))), rates) with { Bars = bars.Sentiment(Sentiment) },
            () => samples.Test(claims["E1.9"], prompts.Select(p => p.WithNumbers(Sentiment, Spread.Variance)), [.. rates, .. TopBinShares(prompts, Sentiment), TopBinEffect()]),
            () => samples.TestWholeAndCut(claims["E1.10"], Reviews(samples, prompts, Of, null), Reviews(samples, prompts, Of, CommonWords(prompts, Of)), rates));
    }

    /// <summary>First name, nationality, gender and age band, as one label; null when any is missing.</summary>
    private static string? Whole(Persona persona)
        => persona is { FirstName: { } name, Nationality: { } nationality, Gender: { } gender, Age: { } age }
            ? $"{name}|{nationality}|{gender}|{AgeBands.Of(age)}"
            : null;

    private static IEnumerable<Figure> TopBinShares(PromptSamples[] prompts, Func<Sample, double?> sentiment)
    {
        foreach (var (name, arm) in new[] { ("base", (Func<PromptSamples, IReadOnlyList<Sample>>)(p => p.Base)), ("aligned", p => p.Aligned) })
        {
            var scores = prompts.SelectMany(arm).Select(sentiment).OfType<double>().ToArray();
            yield return scores.Length == 0
                ? new Figure($"{name} share above {TopBin}", null, "share", Reason: "no reviews")
                : new Figure($"{name} share above {TopBin}", scores.Count(s => s > TopBin) / (double)scores.Length, "share");
        }
    }

    /// <summary>Pairwise dissimilarity of the reviews, cut to a number of words if one is given.</summary>
    private static IEnumerable<PromptArms> Reviews(ComparedSamples samples, PromptSamples[] prompts, Func<Sample, Persona> of, int? words)
        => prompts.Select(p => p.With(
            s => of(s).Review,
            reviews => new MeanPairwiseDissimilarity(SymmetricMatrix.Cosines(samples.Texts.Embed([.. reviews.Select(r => Cut(r, words))])))));

    private static string Cut(string review, int? words)
        => words is { } length ? string.Join(' ', review.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Take(length)) : review;

    /// <summary>Words of the shorter arm's median review; null where an arm has none.</summary>
    private static int? CommonWords(PromptSamples[] prompts, Func<Sample, Persona> of)
    {
        int[] Lengths(Func<PromptSamples, IReadOnlyList<Sample>> arm)
            => [.. prompts.SelectMany(arm).Select(s => of(s).Review).OfType<string>().Select(r => r.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Length)];
        return CommonLength.InTokens(Lengths(p => p.Base), Lengths(p => p.Aligned)).TryGet(out var length, out _) ? length : null;
    }
}
