namespace DiversityBench.Verification.Gate;

/// <summary>Critical values of a gate, one a stage.</summary>
/// <param name="Pass">
/// Of each comparison at the full miss budget: a gate passes only if every comparison does, so a loss in any of them is missed no more often (intersection-union
/// test, Berger 1982, Technometrics 24:295).
/// </param>
/// <param name="Fail">Of each comparison at its part of the false-alarm budget (Bonferroni), since any of them fails the gate.</param>
public sealed record GateBounds(IReadOnlyList<double> Pass, IReadOnlyList<double> Fail)
{
    /// <summary>The critical values of a policy.</summary>
    /// <param name="policy">The policy.</param>
    /// <param name="comparisons">Number of comparisons.</param>
    public static GateBounds Of(GatePolicy policy, int comparisons) => new(
        SequentialBounds.Of(policy.Spending, policy.MissBudget, policy.Stages),
        SequentialBounds.Of(policy.Spending, policy.FalseAlarmBudget / comparisons, policy.Stages));
}
