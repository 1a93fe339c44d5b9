using DiversityBench.Fixtures.Parameters;

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

    /// <summary>The pair with what the run parameters set for all models.</summary>
    public ModelPair With(RunParameters run) => this with { Base = Base.With(run), Aligned = Aligned.With(run) };
}
