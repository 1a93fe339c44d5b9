using DiversityBench.Metrics;
using DiversityBench.Verification.Claims;

namespace DiversityBench.Suites.Runs;

/// <summary>What claims about texts work on, however the texts were made.</summary>
/// <param name="Prompts">Samples by prompt, of both arms.</param>
/// <param name="Options">Seed and effort of the tests.</param>
internal abstract record ComparedSamples(IReadOnlyList<PromptSamples> Prompts, ClaimTestOptions Options)
{
    /// <summary>Name of the pair.</summary>
    public abstract string Pair { get; }

    /// <summary>The protocol.</summary>
    public abstract Protocol Protocol { get; }

    /// <summary>What measures texts.</summary>
    public abstract TextTools Texts { get; }

    /// <summary>Relabellings that the experiment's claims share.</summary>
    public Relabellings Relabellings { get; } = new();
}
