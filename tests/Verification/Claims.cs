using DiversityBench.Verification.Claims;

namespace DiversityBench.Tests.Verification;

internal static class Claims
{
    public static Claim Fall { get; } = new("T1", "the figure falls", "mean", EffectScale.Decrease, 0.5, true, "test");
}
