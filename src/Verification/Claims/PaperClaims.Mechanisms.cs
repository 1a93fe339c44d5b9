namespace DiversityBench.Verification.Claims;

public static partial class PaperClaims
{
    /// <summary>Mechanisms. The effect of M1 is the blocked mass above <see cref="BlockedMassThreshold"/>, so its smallest effect is 0.</summary>
    public static IReadOnlyList<Claim> Mechanisms { get; } =
    [
        new("M1", "Alignment blocks token trajectories of the base", "blocked mass on base samples", EffectScale.Increase, 0, true, Paper),
    ];

    /// <summary>Blocked mass that M1 claims to be exceeded.</summary>
    public const double BlockedMassThreshold = 0.05;
}
