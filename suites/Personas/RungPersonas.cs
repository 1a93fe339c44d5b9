using DiversityBench.Metrics.Personas;
using DiversityBench.Suites.Runs;

namespace DiversityBench.Suites.Personas;

/// <summary>The valid personas of an arm.</summary>
/// <param name="ByPrompt">One list a prompt of experiment 1.</param>
internal sealed record RungPersonas(IReadOnlyList<IReadOnlyList<Persona>> ByPrompt)
{
    /// <summary>All of them.</summary>
    public IEnumerable<Persona> All => ByPrompt.SelectMany(p => p);

    /// <summary>Draws the prompts of experiment 1 for an arm.</summary>
    public static RungPersonas Draw(ExperimentSamples samples, Arm arm)
    {
        var set = Experiment.All.Single(e => e.Name == "Personas").ReadPrompts();
        return new RungPersonas([.. samples.Tools.Sampler.Draw(arm, set).Select(drawn => (IReadOnlyList<Persona>)
            [.. drawn.Where(s => s.Validity.IsValid).Select(s => PersonaParser.Parse(s.Text).Persona)])]);
    }
}
