using System.Globalization;
using DiversityBench.Metrics.Errors;
using DiversityBench.Verification.Claims;
using FluentAssertions;
using FluentAssertions.Execution;
using FluentAssertions.Primitives;

namespace DiversityBench.Verification.Assertions;

/// <summary>Assertions on the verdict of a claim; a failure tells everything needed to judge it.</summary>
public sealed class ClaimResultAssertions(ClaimResult result) : ReferenceTypeAssertions<ClaimResult, ClaimResultAssertions>(result)
{
    /// <inheritdoc/>
    protected override string Identifier => "claim result";

    /// <summary>Asserts that the data support the claim.</summary>
    /// <param name="because">Why they should, as a clause.</param>
    /// <param name="becauseArgs">Values of its placeholders.</param>
    public AndConstraint<ClaimResultAssertions> BeSupported(string because = "", params object[] becauseArgs) =>
        HaveOutcome(Outcome.Supported, because, becauseArgs);

    /// <summary>Asserts the outcome of the claim.</summary>
    /// <param name="outcome">The expected outcome.</param>
    /// <param name="because">Why it is expected, as a clause.</param>
    /// <param name="becauseArgs">Values of its placeholders.</param>
    public AndConstraint<ClaimResultAssertions> HaveOutcome(Outcome outcome, string because = "", params object[] becauseArgs)
    {
        if (Subject.Outcome != outcome)
        {
            // The text is finished: its braces are no placeholders.
            var text = Failure(outcome, Reason(because, becauseArgs)).ToString();
            Execute.Assertion.FailWith(text.Replace("{", "{{", StringComparison.Ordinal).Replace("}", "}}", StringComparison.Ordinal));
        }

        return new AndConstraint<ClaimResultAssertions>(this);
    }

    private static string Reason(string because, object[] becauseArgs)
    {
        if (string.IsNullOrWhiteSpace(because))
            return "that is what the claim says";
        var reason = becauseArgs.Length == 0 ? because : string.Format(CultureInfo.InvariantCulture, because, becauseArgs);
        return reason.StartsWith("because ", StringComparison.Ordinal) ? reason["because ".Length..] : reason;
    }

    private ErrorText Failure(Outcome expected, string reason)
    {
        var text = new ErrorText($"the claim \"{Subject.Claim.Statement}\"", $"be {Word(expected)}", reason, Word(Subject.Outcome), NextStep())
            .With("Claim", $"{Subject.Claim.Id}, {Subject.Claim.Metric}")
            .With("Pair", Subject.Pair)
            .With("Protocol", Subject.Protocol.ToString())
            .With("Verdict", Subject.Reason)
            .With("Base", Subject.BaseValue is { } ofBase ? $"{Number(ofBase)} of {Subject.BaseSamples} samples" : $"{Subject.BaseSamples} samples")
            .With("Aligned", Subject.AlignedValue is { } ofAligned ? $"{Number(ofAligned)} of {Subject.AlignedSamples} samples" : $"{Subject.AlignedSamples} samples")
            .With("Effect", Subject.Effect is { } effect ? Number(effect) : "not defined");
        if (Subject.Interval is { } interval)
            text = text.With("Interval", $"{Number(interval.Lower)} to {Number(interval.Upper)} ({Subject.IntervalMethod})");
        return text
            .With("Smallest effect of interest", Number(Subject.Claim.SmallestEffect))
            .With("p", Subject.PValue is { } p ? $"{Number(p)}, adjusted {(Subject.AdjustedPValue is { } adjusted ? Number(adjusted) : "not defined")}" : null);
    }

    private string NextStep() => Subject.Outcome == Outcome.Inconclusive && Subject.SamplesNeeded is { } needed
        ? $"draw {needed.ToString("N0", CultureInfo.InvariantCulture)} samples per arm and prompt, or read the samples behind the figures"
        : "read the samples behind the figures, then decide whether the claim or the models are to be questioned";

    private static string Word(Outcome outcome) => outcome.ToString().ToLowerInvariant();

    private static string Number(double value) => value.ToString("0.####", CultureInfo.InvariantCulture);
}
