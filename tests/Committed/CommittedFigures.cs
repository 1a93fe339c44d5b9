using DiversityBench.Metrics.Clusters;
using DiversityBench.Metrics.Embeddings;
using DiversityBench.Metrics.Lexical;
using DiversityBench.Metrics.Personas;
using DiversityBench.Metrics.Sentiment;
using DiversityBench.Metrics.Sets;
using DiversityBench.Metrics.Tokens;

namespace DiversityBench.Tests.Committed;

/// <summary>The metrics of experiments 1 to 3 on the committed generations of one model.</summary>
internal static class CommittedFigures
{
    /// <summary>The one figure that depends on the runtime's encoder.</summary>
    public const string CompressionRatio = "E2.6 compression ratio";

    private const int Vocabulary = 4096;

    /// <summary>Figures by the number of their claim and what they are.</summary>
    public static IReadOnlyDictionary<string, double> Of(IReadOnlyList<CommittedSample> samples)
    {
        var figures = new Dictionary<string, double>();
        IReadOnlyList<CommittedSample> From(string prompt) => [.. samples.Where(s => s.PromptId == prompt)];
        Personas(From(CommittedPrompts.Persona), figures);
        Meanings(From(CommittedPrompts.Biography), figures);
        Steps(From(CommittedPrompts.Story), figures);
        return figures;
    }

    private static void Personas(IReadOnlyList<CommittedSample> samples, Dictionary<string, double> figures)
    {
        var personas = samples.Select(s => PersonaParser.Parse(s.VisibleText).Persona).ToArray();
        var sentiment = new VaderAnalyzer();
        double[] moods = [.. personas.Select(p => p.Review).OfType<string>().Select(review => sentiment.Score(review).Compound)];
        double[] ages = [.. personas.Where(p => p.Age is not null).Select(p => (double)p.Age!)];
        void Labels(string name, Func<Persona, string?> label) => figures[name] = All(HillNumber.Of([.. personas.Select(label).OfType<string>()]));

        Labels("E1.1 effective first names", p => p.FirstName);
        Labels("E1.2 effective last names", p => p.LastName);
        Labels("E1.3 effective nationalities", p => p.Nationality);
        Labels("E1.4 effective genders", p => p.Gender?.ToString());
        figures["E1.5 standard deviation of ages"] = All(Spread.StandardDeviation(ages));
        figures["E1.5 interquartile range of ages"] = All(new InterquartileRange(ages));
        Labels("E1.6 effective occupations", p => p.Occupation);
        figures["E1.8 mean sentiment"] = All(new MeanOfScalars(moods));
        figures["E1.9 variance of sentiment"] = All(Spread.Variance(moods));
    }

    private static void Meanings(IReadOnlyList<CommittedSample> samples, Dictionary<string, double> figures)
    {
        var units = UnitEmbeddings.FromVectors([.. samples.Select(s => (ReadOnlyMemory<float>)s.Embedding.ToArray())]).Value;
        var cosines = SymmetricMatrix.Cosines(units);
        var wording = new LexicalSets([.. samples.Select(s => T1Tokenizer.Tokenize(s.Text))], Vocabulary);
        figures["E2.1 mean pairwise dissimilarity"] = All(new MeanPairwiseDissimilarity(cosines));
        figures["E2.2 Vendi score"] = All(new VendiSetMetric(cosines));
        figures["E2.3 best silhouette"] = new ArmClusters(units, new KMeansOptions()).Analysis!.Silhouettes.Max();
        figures["E2.4 distinct classes per 10"] = All(DistinctClasses.Per(cosines, 0.75, 10));
        figures["E2.5 share of near duplicates above 0.9"] = All(new NearDuplicateShare(cosines, 0.9));
        figures["E2.6 EAD of bigrams"] = All(wording.AdjustedDistinct2);
        figures["E2.6 self-BLEU-4"] = All(wording.SelfBleu4);
        figures[CompressionRatio] = All(wording.Compression);
    }

    private static void Steps(IReadOnlyList<CommittedSample> samples, Dictionary<string, double> figures)
    {
        var summaries = samples.Select(s => StepSummary.Of([.. s.Steps]).Value).ToArray();
        void Mean(string name, Func<StepSummary, double> figure) => figures[name] = All(new MeanOfScalars([.. summaries.Select(figure)]));

        Mean("E3.1 top-5 entropy, renormalised", s => s.Top5EntropyRenormalisedInNats);
        Mean("E3.1 top-5 entropy, raw", s => s.Top5EntropyRawInNats);
        Mean("E3.2 entropy", s => s.EntropyInNats);
        Mean("E3.3 mass of the first token", s => s.Top1Mass);
        Mean("E3.3 mass of two tokens", s => s.Top2Mass);
        Mean("E3.4 nucleus size", s => s.NucleusSize);
        Mean("E3.4 branching factor", s => s.BranchingFactor);
    }

    private static double All(ISetMetric metric) => metric.Value([.. Enumerable.Range(0, metric.Count)])!.Value;
}
