using DiversityBench.Metrics;
using DiversityBench.Metrics.Embeddings;
using DiversityBench.Metrics.Personas;
using DiversityBench.Metrics.Sets;
using DiversityBench.Metrics.Tokens;
using DiversityBench.Suites.Runs;
using DiversityBench.Verification.Gate;

namespace DiversityBench.Suites.Gate;

/// <summary>Samples of one model become figures of a gate. Whoever changes what a figure means raises <see cref="GateMetric.Definition"/>.</summary>
internal static class GateMeasures
{
    /// <summary>Words of a biography that are compared: length alone moves meanings, and a length that depends on the samples would change from stage to stage.</summary>
    public const int ComparedWords = 24;

    /// <summary>The name of the suite whose prompts a source draws.</summary>
    public static string SuiteOf(GateSource source) => source switch
    {
        GateSource.Personas => "Personas",
        GateSource.Biographies => "Semantics",
        _ => "TokenEntropy",
    };

    /// <summary>A metric of the samples, one list a prompt. Attributes of personas are pooled over the prompts, all else is a mean over them.</summary>
    public static Measured<GateFigure> Of(GateMetric metric, IReadOnlyList<IReadOnlyList<Sample>> prompts, Func<IReadOnlyList<string>, IReadOnlyList<ReadOnlyMemory<float>>> embed)
    {
        IEnumerable<Persona> Personas() => prompts.SelectMany(Valid).Select(s => PersonaParser.Parse(s.Text).Persona);
        return GateFigures.MeanOf(metric.Id switch
        {
            "first-names" => [SimpsonConcentration.Of([.. Personas().Select(p => p.FirstName).OfType<string>()])],
            "nationalities" => [SimpsonConcentration.Of([.. Personas().Select(p => p.Nationality).OfType<string>()])],
            "age-spread" => [Spread.StandardDeviation([.. Personas().Select(p => (double?)p.Age).OfType<double>()])],
            "biography-meaning" => [.. prompts.Select(p => new MeanPairwiseDissimilarity(SymmetricMatrix.Cosines(embed([.. Valid(p).Select(s => Words.Cut(s.Text, ComparedWords))]))))],
            "story-entropy" => [.. prompts.Select(p => new MeanOfScalars([.. Valid(p).Select(Top5Entropy).OfType<double>()]))],
            _ => [.. prompts.Select(p => new ShareOfSamples([.. p.Select(s => s.Validity.IsValid)]))],
        });
    }

    private static IEnumerable<Sample> Valid(IReadOnlyList<Sample> samples) => samples.Where(s => s.Validity.IsValid);

    private static double? Top5Entropy(Sample sample)
        => StepSummary.Of([.. sample.Generation.Steps]).TryGet(out var summary, out _) ? summary.Top5EntropyRenormalisedInNats : null;
}
