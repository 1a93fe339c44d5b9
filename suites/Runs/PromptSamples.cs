using DiversityBench.Fixtures.Generations;
using DiversityBench.Metrics.Sets;
using DiversityBench.Verification.Claims;

namespace DiversityBench.Suites.Runs;

/// <summary>All samples of one prompt, both arms.</summary>
/// <param name="Prompt">The prompt.</param>
/// <param name="Base">Samples of the base model.</param>
/// <param name="Aligned">Samples of the aligned model.</param>
internal sealed record PromptSamples(Prompt Prompt, IReadOnlyList<Sample> Base, IReadOnlyList<Sample> Aligned)
{
    /// <summary>The valid samples alone.</summary>
    public PromptSamples Valid => this with
    {
        Base = [.. Base.Where(s => s.Validity.IsValid)],
        Aligned = [.. Aligned.Where(s => s.Validity.IsValid)],
    };

    /// <summary>Base samples, then aligned ones.</summary>
    public IReadOnlyList<Sample> Pool => [.. Base, .. Aligned];

    /// <summary>A metric over the pool.</summary>
    public PromptArms With(ISetMetric metric) => PromptArms.BaseFirst(Prompt.Id, metric, Base.Count);

    /// <summary>A metric over something that not every sample has: those without it are left out.</summary>
    /// <param name="select">What is measured; null where a sample has none.</param>
    /// <param name="metric">Makes the metric from what was found.</param>
    public PromptArms With<T>(Func<Sample, T?> select, Func<IReadOnlyList<T>, ISetMetric> metric)
        where T : class
    {
        var ofBase = Base.Select(select).OfType<T>().ToArray();
        var ofAligned = Aligned.Select(select).OfType<T>().ToArray();
        return PromptArms.BaseFirst(Prompt.Id, metric([.. ofBase, .. ofAligned]), ofBase.Length);
    }

    /// <summary>A metric over numbers that not every sample has.</summary>
    public PromptArms WithNumbers(Func<Sample, double?> select, Func<IReadOnlyList<double>, ISetMetric> metric)
    {
        var ofBase = Base.Select(select).OfType<double>().ToArray();
        var ofAligned = Aligned.Select(select).OfType<double>().ToArray();
        return PromptArms.BaseFirst(Prompt.Id, metric([.. ofBase, .. ofAligned]), ofBase.Length);
    }
}
