using DiversityBench.Fixtures.Engines;
using DiversityBench.Fixtures.Manifest;
using DiversityBench.Metrics.Errors;

namespace DiversityBench.Fixtures.Models;

/// <summary>Opens the models of one value of <c>engine</c> in models.json. Safe for concurrent use.</summary>
public interface IModelRuntime
{
    /// <summary>The value of <c>engine</c>.</summary>
    string Engine { get; }

    /// <summary>Name and version, for the results file.</summary>
    string Version { get; }

    /// <summary>What moves a model's samples besides its files: engine, version, device, instruction set. Loads no weights.</summary>
    /// <exception cref="BenchException">This build or machine cannot serve the model's device.</exception>
    string FingerprintOf(ModelDefinition model);

    /// <summary>Reads how a model writes; loads no weights.</summary>
    /// <exception cref="BenchException">A file is missing or damaged.</exception>
    ModelWriting Read(VerifiedModel model);

    /// <summary>Loads the weights.</summary>
    /// <param name="model">The model.</param>
    /// <param name="contextLength">Most tokens of a sequence, as <see cref="Read"/> gave it.</param>
    /// <exception cref="BenchException">The file is damaged, or the device is not to be had.</exception>
    ILogitEngine Load(VerifiedModel model, int contextLength);
}
