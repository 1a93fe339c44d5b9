using System.Globalization;
using DiversityBench.Report.Tables;
using DiversityBench.Verification.Gate;

namespace DiversityBench.Report.Gate;

/// <summary>A gate in words.</summary>
public static class GateText
{
    /// <summary>One paragraph for whoever decides about a release: the verdict, what decided it, and how many samples it took.</summary>
    /// <param name="report">The gate.</param>
    public static string Verdict(GateReport report)
    {
        var decision = report.Decision;
        var failed = decision.Comparisons.Where(c => c.Outcome == GateOutcome.Fail).ToArray();
        var unclear = decision.Comparisons.Where(c => c.Outcome == GateOutcome.Insufficient).ToArray();
        var name = SafeText.OneLine(report.Candidate);
        var policy = $"the gate {SafeText.OneLine(decision.Policy.Name)} of the lineage {SafeText.OneLine(report.Lineage)}";
        var against = report.Accepted is { } accepted
            ? $"It was held against the base model {SafeText.OneLine(report.BaseModel)} and the accepted checkpoint {SafeText.OneLine(accepted)}."
            : $"It was held against the base model {SafeText.OneLine(report.BaseModel)} alone, since no checkpoint of the lineage is accepted under the {decision.Policy.Protocol.ToString().ToLowerInvariant()} protocol yet.";
        return decision.Outcome switch
        {
            GateOutcome.Pass => $"{name} passes {policy}: it keeps enough of all {decision.Policy.Chosen.Count} things measured. {against} Closest to its limit: {Clause(Closest(decision))}. {Samples(report)}",
            GateOutcome.Fail => $"{name} fails {policy}: it lost more than the policy allows. {Sentences(failed)} {against} {Samples(report)}",
            _ => $"{name} does not pass {policy}: {Shortage(unclear, report)}, and a gate that cannot tell does not pass. {Sentences(unclear)} {against} {Remedy(unclear)}",
        };
    }

    /// <summary>One paragraph about a gate that could not judge.</summary>
    /// <param name="error">The gate.</param>
    public static string Verdict(GateError error) =>
        $"{SafeText.OneLine(error.Candidate)} could not be judged by the gate {SafeText.OneLine(error.Policy)}, and what could not be judged does not pass. {SafeText.OneLine(error.Reason.Split('\n')[0], 1000)} Nothing is known about its diversity: remove the cause and run the gate again.";

    /// <summary>One comparison in a sentence.</summary>
    /// <param name="verdict">The comparison.</param>
    /// <param name="report">The gate that it belongs to.</param>
    public static string Of(ComparisonVerdict verdict, GateReport report) => $"{SafeText.OneLine(report.Candidate)}: {Clause(verdict)}; {Word(verdict, report.Decision.Policy)}.";

    /// <summary>A share in percent.</summary>
    internal static string Percent(double? share) => share is { } s ? string.Create(CultureInfo.InvariantCulture, $"{100 * s:0.#} %") : "-";

    internal static string Count(int number) => number.ToString("#,0", CultureInfo.InvariantCulture);

    private static string Clause(ComparisonVerdict v)
    {
        var asked = $"{Percent(v.Comparison.Floor)} of the {v.Comparison.ReferenceName}'s are required";
        if (v.Reason is { } reason)
            return $"{v.Comparison.Metric.Name}, of which {asked}: {reason}";
        var (lower, upper) = (v.Lower is null ? "" : $" (at least {Percent(v.Lower)})", v.Upper is null ? "" : $" (at most {Percent(v.Upper)})");
        var sure = v.Outcome switch
        {
            GateOutcome.Pass => lower,
            GateOutcome.Fail => upper,
            _ => v.Lower is null || v.Upper is null ? "" : $" (between {Percent(v.Lower)} and {Percent(v.Upper)})",
        };
        return $"it keeps {(v.Kept is null ? "more than can be counted" : Percent(v.Kept))} of {v.Comparison.Metric.Name}{sure}, where {asked}";
    }

    /// <summary>One sentence a metric: against the reference of which least is kept.</summary>
    private static string Sentences(IEnumerable<ComparisonVerdict> verdicts) => string.Join(" ", verdicts.GroupBy(v => v.Comparison.Metric).Select(g => Clause(g.MinBy(Reach)!)).Select(c => $"{char.ToUpperInvariant(c[0])}{c[1..]}."));

    private static ComparisonVerdict Closest(GateDecision decision) => decision.Comparisons.MinBy(c => (c.Lower ?? double.PositiveInfinity) / c.Comparison.Floor)!;

    private static double Reach(ComparisonVerdict v) => v.Reason is null ? (v.Kept ?? double.PositiveInfinity) / v.Comparison.Floor : double.NegativeInfinity;

    private static string Shortage(ComparisonVerdict[] unclear, GateReport report) => unclear.All(IsUnmeasurable)
        ? "not all that the policy asks for can be measured"
        : $"the sample budget (of which {Count(report.Drawn)} of {Count(report.Budget)} were needed) cannot tell whether it keeps enough";

    private static string Remedy(ComparisonVerdict[] unclear) => string.Join(" ", new[]
    {
        unclear.All(IsUnmeasurable) ? null : "If such a loss is acceptable lower the floor in the policy; if it must be told more sharply raise samplesPerPrompt.",
        unclear.Any(IsUnmeasurable) ? "No sample can tell what is not measurable: a policy for such models leaves it out." : null,
    }.OfType<string>());

    private static bool IsUnmeasurable(ComparisonVerdict v) => v is { Outcome: GateOutcome.Insufficient, Stage: < 0 };

    private static string Samples(GateReport report) =>
        $"The verdict was clear after {Count(report.Drawn)} of {Count(report.Budget)} samples of the candidate: {Percent(report.Budget == 0 ? null : 1 - ((double)report.Drawn / report.Budget))} saved.";

    private static string Word(ComparisonVerdict v, GatePolicy policy)
    {
        var stage = string.Create(CultureInfo.InvariantCulture, $"stage {v.Stage + 1} of {policy.Stages.Count}");
        return v.Outcome switch
        {
            GateOutcome.Pass => $"passes at {stage}",
            GateOutcome.Fail => $"fails at {stage}",
            GateOutcome.Insufficient when IsUnmeasurable(v) => "not measurable, which does not pass",
            GateOutcome.Insufficient => "not clear when the samples of the policy were spent, which does not pass",
            _ => v.Stage < 0 ? "not looked at" : $"not clear at {stage}, when another comparison had failed the gate",
        };
    }
}
