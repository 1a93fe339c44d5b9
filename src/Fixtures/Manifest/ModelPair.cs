using DiversityBench.Fixtures.Parameters;
using DiversityBench.Metrics.Errors;

namespace DiversityBench.Fixtures.Manifest;

/// <summary>A base model and an aligned one, to be compared.</summary>
/// <param name="Id">Name of the pair: its id in models.json, or <c>ladder/rung..rung</c>. Also the path of its baselines.</param>
/// <param name="Base">The model before alignment.</param>
/// <param name="Aligned">The model after alignment, another one.</param>
public sealed record ModelPair(string Id, ModelDefinition Base, ModelDefinition Aligned)
{
    /// <summary>Whether the generations of both models were made elsewhere.</summary>
    public bool IsRecorded => Base.RecordedFields is not null && Aligned.RecordedFields is not null;

    /// <summary>What is wrong with a pair of which one model alone has recorded generations; null where both have, or none.</summary>
    public ErrorText? Mixed => (Base.RecordedFields is null) == (Aligned.RecordedFields is null) ? null : new ErrorText(
            $"the two models of pair {Id}", "be both recorded or both have weights", "generations made elsewhere and here differ in more than the model",
            $"recorded generations for {(Base.RecordedFields is null ? Aligned : Base).Id} alone", "Record the other model's generations, too")
        .With("Base", Base.Id).With("Aligned", Aligned.Id);

    /// <summary>What is wrong with a pair whose two models are the same files by the hashes of models.json; null where they are not, or hashes are open.</summary>
    public ErrorText? Same => Base.Files.All(file => file.Sha256 is not null) && Hashes(Base) == Hashes(Aligned) ? OneModel(Hashes(Base)) : null;

    /// <summary>Refuses one model under two ids, such as a repository that was pasted twice.</summary>
    /// <param name="ofBase">Weights of the base model, as <see cref="VerifiedModel.Weights"/> has them.</param>
    /// <param name="ofAligned">Weights of the aligned model.</param>
    /// <exception cref="BenchException">They are the same.</exception>
    public void RequireTwoModels(string ofBase, string ofAligned)
    {
        if (ofBase == ofAligned)
            throw new BenchException(OneModel(ofBase));
    }

    /// <summary>The pair with what the run parameters set for all models.</summary>
    public ModelPair With(RunParameters run) => this with { Base = Base.With(run), Aligned = Aligned.With(run) };

    private static string Hashes(ModelDefinition model) => string.Join(' ', model.Files.Select(file => file.Sha256).Order(StringComparer.Ordinal));

    private ErrorText OneModel(string hashes) => new ErrorText(
            $"the two models of pair {Id}", "be two models", "one compared with itself shows no effect of alignment", "the same content under both ids",
            "Correct source and files of one of them in models.json")
        .With("Base", Base.Id).With("Aligned", Aligned.Id).With("SHA-256 of both", hashes);
}
