using DiversityBench.Metrics;

namespace DiversityBench.Suites.Runs;

/// <summary>Two arms to be compared.</summary>
/// <param name="Name">Name of the pair of models.</param>
/// <param name="Protocol">The protocol that the arms follow.</param>
/// <param name="Base">The arm that stands for the base model.</param>
/// <param name="Aligned">The arm that stands for the aligned model.</param>
internal sealed record ArmPair(string Name, Protocol Protocol, Arm Base, Arm Aligned)
{
    /// <summary>Share of every prompt's samples that count, in (0, 1]: the first of them, at least one.</summary>
    public double SampleShare { get; init; } = 1;

    /// <summary>The same arms, each in the place of the other.</summary>
    public ArmPair Swapped => this with { Name = $"{Name}, swapped", Base = Aligned, Aligned = Base };
}
