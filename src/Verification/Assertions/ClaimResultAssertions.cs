using DiversityBench.Verification.Baselines;
using DiversityBench.Verification.Claims;
using FluentAssertions;
using FluentAssertions.Execution;
using FluentAssertions.Primitives;

namespace DiversityBench.Verification.Assertions;

/// <summary>Assertions on the result of a claim; a failure tells everything needed to judge it.</summary>
public sealed class ClaimResultAssertions(ClaimResult result) : ReferenceTypeAssertions<ClaimResult, ClaimResultAssertions>(result)
{
    /// <inheritdoc/>
    protected override string Identifier => "claim result";

    /// <summary>Asserts that the claim came out as approved, or where nothing is approved that the data do not refute it (<see cref="ClaimVerdict"/>).</summary>
    /// <param name="baseline">The comparison of all results of its pair, suite and protocol.</param>
    public AndConstraint<ClaimResultAssertions> BeAsApprovedIn(BaselineComparison baseline)
    {
        var verdict = ClaimVerdict.For(Subject, baseline);

        // The text is finished: its braces are no placeholders.
        Execute.Assertion.ForCondition(verdict.Kind != VerdictKind.Fail).FailWith(verdict.Message.Replace("{", "{{", StringComparison.Ordinal).Replace("}", "}}", StringComparison.Ordinal));
        return new AndConstraint<ClaimResultAssertions>(this);
    }
}
