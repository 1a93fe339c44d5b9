namespace DiversityBench.Verification.Claims;

public static partial class PaperClaims
{
    /// <summary>Attractors: what a push off the course leaves.</summary>
    public static IReadOnlyList<Claim> Attractors { get; } =
    [
        new("A1", "Aligned output returns after a push", "return rate beyond chance", EffectScale.Increase, 0.1, true, Paper),
    ];

    /// <summary>How a pushed text comes back, at which temperature, and whether entropy is the cause.</summary>
    public static IReadOnlyList<Claim> AttractorControls { get; } =
    [
        new("A2", "Pushed and unpushed texts converge faster after alignment", "convergence rate per token", EffectScale.Increase, 0.005, false, Paper),
        new("A3", "The base has no attractors at low temperature", "return rate beyond chance, base at T = 0.3", EffectScale.Increase, 0.1, false, Paper),
        Claim.Question("Q2", "Does lower entropy cause attractors", "return rate beyond chance at equal token entropy"),
    ];
}
