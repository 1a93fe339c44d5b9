using DiversityBench.Metrics;
using DiversityBench.Metrics.Sets;
using DiversityBench.Verification.Statistics;

namespace DiversityBench.Verification.Claims;

/// <summary>
/// Tests a claim on two sets whose members belong together: answer i of either arm is to prompt i. The prompts are the sample; each is left out of both
/// arms at once (delete-one jackknife of the difference, Efron and Stein 1981), so what a prompt does to both arms cancels. t test, n - 1 degrees of freedom.
/// </summary>
/// <remarks>
/// Exchanging the arms within prompts is not offered as a test: answers of one arm resemble each other, exchanged ones less, so under equal diversity the
/// exchanged sets differ from both arms.
/// </remarks>
public static class PairedTest
{
    /// <summary>Fewest prompts, below which a delete-one error says little.</summary>
    public const int FewestPrompts = 20;

    private const double UpperTail = 0.975;

    /// <summary>Why so many prompts are too few; null where they are enough.</summary>
    public static string? TooFew(int prompts) =>
        prompts < FewestPrompts ? FormattableString.Invariant($"only {prompts} prompts were answered by both models, {FewestPrompts} are needed") : null;

    /// <summary>Runs the test over all members.</summary>
    /// <param name="claim">The claim; its effect is a difference or a log ratio.</param>
    /// <param name="pair">Name of the model pair.</param>
    /// <param name="protocol">How the prompts reached the models.</param>
    /// <param name="ofBase">The metric over the base answers, one a prompt.</param>
    /// <param name="ofAligned">The metric over the aligned answers, in the same order of prompts.</param>
    public static ClaimEvidence Run(Claim claim, string pair, Protocol protocol, ISetMetric ofBase, ISetMetric ofAligned)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(ofAligned.Count, ofBase.Count);
        var n = ofBase.Count;
        ClaimEvidence Missing(string reason) => ClaimEvidence.NotMeasurable(claim, pair, protocol, n, n, reason);
        if (TooFew(n) is { } reason)
            return Missing(reason);
        var logarithm = claim.EffectScale.IsLogRatio();
        var sign = claim.EffectScale.Sign();
        double[] withoutOfBase = new double[n], withoutOfAligned = new double[n];
        var members = Enumerable.Range(0, n).ToArray();
        double? before = null, after = null;
        Parallel.Invoke(() => before = ofBase.ValueAndLeaveOneOut(members, withoutOfBase), () => after = ofAligned.ValueAndLeaveOneOut(members, withoutOfAligned));
        if (before is not { } baseValue || after is not { } alignedValue)
            return Missing($"the figure is not defined for the {(before is null ? "base" : "aligned")} answers");
        if (logarithm && (withoutOfBase.Min() <= 0 || withoutOfAligned.Min() <= 0 || baseValue <= 0 || alignedValue <= 0))
            return Missing("a figure is not positive: a ratio needs positive figures");

        double Scaled(double value) => logarithm ? Math.Log(value) : value;
        double[] differences = [.. withoutOfAligned.Zip(withoutOfBase, (later, earlier) => sign * (Scaled(later) - Scaled(earlier)))];
        var effect = sign * (Scaled(alignedValue) - Scaled(baseValue));
        var error = Math.Sqrt(Jackknife.Variance(differences, n, 1));
        if (!(error > 1e-12 * Math.Max(1, Math.Abs(effect))))
            return Missing("zero variance: no prompt moves the difference");
        var half = Distributions.StudentTQuantile(UpperTail, n - 1) * error;
        return new ClaimEvidence
        {
            Claim = claim,
            Pair = pair,
            Protocol = protocol,
            BaseSamples = n,
            AlignedSamples = n,
            Effect = effect,
            StandardError = error,
            DegreesOfFreedom = n - 1,
            SamplesPerArm = n,
            Interval = new Interval(effect - half, effect + half),
            IntervalMethod = "paired delete-one jackknife over prompts",
            PValue = Math.Max(double.Epsilon, Distributions.StudentTCdf(-effect / error, n - 1)),
            BaseValue = baseValue,
            AlignedValue = alignedValue,
        };
    }
}
