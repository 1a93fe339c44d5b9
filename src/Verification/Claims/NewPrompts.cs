using DiversityBench.Verification.Statistics;

namespace DiversityBench.Verification.Claims;

/// <summary>Whether an effect carries over to new prompts of the kind: the prompts' effects are the sample.</summary>
internal static class NewPrompts
{
    private const double UpperTail = 0.975;
    private const int FewestToFlip = 12;

    /// <summary>One-sided sign-flip p-value; null with fewer than 12 prompts, where 2^-m is no smaller than what Holm asks for.</summary>
    public static double? PValue(double[] effects, ClaimTestOptions options) =>
        effects.Length >= FewestToFlip && SignFlipTest.Of(effects, options.Permutations, options.Seed).TryGet(out var test, out _)
            ? test.PValue
            : null;

    /// <summary>95 % t interval; null with one prompt, or where all effects are equal.</summary>
    public static Interval? Interval(double[] effects)
    {
        if (effects.Length < 2 || Sample.AllEqual(effects))
            return null;
        var half = Distributions.StudentTQuantile(UpperTail, effects.Length - 1)
            * Math.Sqrt(Sample.Variance(effects).Value / effects.Length);
        return new Interval(effects.Average() - half, effects.Average() + half);
    }
}
