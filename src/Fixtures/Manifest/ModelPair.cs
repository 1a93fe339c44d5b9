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

    /// <summary>Whether servers run both models.</summary>
    public bool IsServed => Base.Endpoint is not null && Aligned.Endpoint is not null;

    /// <summary>What is wrong with a pair whose models are run in different ways: by weights here, by servers, or elsewhere; null where they are not.</summary>
    public ErrorText? Mixed => Way(Base) == Way(Aligned) ? null : new ErrorText(
            $"the two models of pair {Id}", "be both recorded, both served or both have weights", "generations made in different ways differ in more than the model",
            $"{Way(Base)} for {Base.Id} and {Way(Aligned)} for {Aligned.Id}", "Give one of them the other's engine")
        .With("Base", Base.Id).With("Aligned", Aligned.Id);

    /// <summary>What is wrong with a pair whose two models are the same files by the hashes of models.json, or one model of a server; null where they are not, or hashes are open.</summary>
    public ErrorText? Same
    {
        get
        {
            if (Base.Endpoint is { } served)
                return served == Aligned.Endpoint ? OneModel(null) : null;
            return Base.Files.All(file => file.Sha256 is not null) && Hashes(Base) == Hashes(Aligned) ? OneModel(Hashes(Base)) : null;
        }
    }

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

    private static string Way(ModelDefinition model) => model.RecordedFields is not null ? "recorded generations" : model.Endpoint is not null ? "a server" : "weights";

    private static string Hashes(ModelDefinition model) => string.Join(' ', model.Files.Select(file => file.Sha256).Order(StringComparer.Ordinal));

    private ErrorText OneModel(string? hashes) => new ErrorText(
            $"the two models of pair {Id}", "be two models", "one compared with itself shows no effect of alignment", "the same content under both ids",
            "Correct source and files of one of them in models.json")
        .With("Base", Base.Id).With("Aligned", Aligned.Id).With("SHA-256 of both", hashes);
}
