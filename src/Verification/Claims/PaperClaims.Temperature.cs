namespace DiversityBench.Verification.Claims;

public static partial class PaperClaims
{
    /// <summary>What temperature does. The smallest effect of M3 is what Cohen (1988) calls a medium correlation.</summary>
    public static IReadOnlyList<Claim> Temperature { get; } =
    [
        new("M3", "Lower token entropy goes with lower semantic diversity", "rank correlation of entropy and Vendi score given length", EffectScale.Increase, 0.3, false, Paper),
        Claim.Question("N2", "What temperature gives the base's diversity back, and at what price in validity?", "entropy, Vendi score and validity by temperature"),
    ];
}
