using DiversityBench.Fixtures;
using DiversityBench.Fixtures.Manifest;
using DiversityBench.Fixtures.Models;
using DiversityBench.Fixtures.Store;

namespace DiversityBench.Suites.Runs;

/// <summary>The sentence encoders of a run: the chosen one, and the manifest's others, which are opened when they are first asked for.</summary>
internal sealed class RunEncoders : IDisposable
{
    private readonly Dictionary<string, Lazy<EmbeddingService>> _others;

    /// <summary>Verifies the files of the chosen encoder.</summary>
    public RunEncoders(RunPlan plan, ModelFiles files, GenerationStore store, IProgressSink progress)
    {
        var chosen = plan.Manifest.SelectEncoder(plan.Parameters);
        (ChosenId, Chosen) = (chosen.Id, Open(chosen));
        _others = plan.Manifest.Encoders.Where(other => other.Id != chosen.Id)
            .ToDictionary(other => other.Id, other => new Lazy<EmbeddingService>(() => Open(other.With(plan.Parameters))));

        EmbeddingService Open(ModelDefinition encoder) => new(files.Verify(encoder), store, progress, Environment.ProcessorCount);
    }

    /// <summary>Name of the chosen encoder.</summary>
    public string ChosenId { get; }

    /// <summary>The chosen encoder.</summary>
    public EmbeddingService Chosen { get; }

    /// <summary>The manifest's encoders that the run did not choose.</summary>
    public IReadOnlyList<NamedEncoder> Others => [.. _others.Select(other => new NamedEncoder(other.Key, texts => other.Value.Value.Embed(texts)))];

    public void Dispose()
    {
        Chosen.Dispose();
        foreach (var other in _others.Values.Where(other => other.IsValueCreated))
            other.Value.Dispose();
    }
}
