using DiversityBench.Fixtures.Models;
using DiversityBench.Fixtures.Sampling;

namespace DiversityBench.Suites.Runs;

/// <summary>One side of a comparison: a model, how prompts reach it, how tokens are drawn and from which seed.</summary>
/// <param name="Model">The model.</param>
/// <param name="IsChat">Whether prompts go through its chat template.</param>
/// <param name="Sampling">How tokens are drawn; the number of tokens is each prompt's affair.</param>
/// <param name="Seed">Seed of its samples.</param>
internal sealed record Arm(LanguageModel Model, bool IsChat, SamplingOptions Sampling, ulong Seed)
{
    /// <summary>The same arm at a multiple of its temperature.</summary>
    public Arm AtTemperature(double factor) => this with { Sampling = Sampling with { Temperature = Sampling.Temperature * factor } };
}
