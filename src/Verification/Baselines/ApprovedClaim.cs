using DiversityBench.Verification.Claims;

namespace DiversityBench.Verification.Baselines;

/// <summary>What is approved about one claim.</summary>
/// <param name="Id">Number of the claim.</param>
/// <param name="Outcome">The outcome, which a later run must have too.</param>
/// <param name="Figures">The figures: effect, interval, both arms, sample counts, then the claim's own, in their order.</param>
public sealed record ApprovedClaim(string Id, Outcome Outcome, IReadOnlyList<ApprovedFigure> Figures)
{
    /// <summary>The result of a claim as it would be approved.</summary>
    /// <param name="result">The result.</param>
    /// <exception cref="ArgumentException">A figure that is not finite, or two figures of one name.</exception>
    public static ApprovedClaim Of(ClaimResult result)
    {
        var n = Math.Min(result.BaseSamples, result.AlignedSamples);
        var scale = result.Claim.EffectScale;
        List<ApprovedFigure> figures =
        [
            Number("effect", result.Effect, v => ToleranceRule.OfEstimate(v, result.Interval, n)),
            Number("interval lower", result.Interval?.Lower, v => ToleranceRule.OfIntervalEnd(v, result.Interval!, n)),
            Number("interval upper", result.Interval?.Upper, v => ToleranceRule.OfIntervalEnd(v, result.Interval!, n)),
            Number("base", result.BaseValue, v => ToleranceRule.OfArm(v, scale, result.Interval, n)),
            Number("aligned", result.AlignedValue, v => ToleranceRule.OfArm(v, scale, result.Interval, n)),
            Number("base samples", result.BaseSamples, _ => ToleranceRule.OfCount(result.BaseSamples)),
            Number("aligned samples", result.AlignedSamples, _ => ToleranceRule.OfCount(result.AlignedSamples)),
            .. result.Figures.Select(f => Number(f.Name, f.Value, v => ToleranceRule.OfEstimate(v, f.Interval, n))),
        ];
        var repeated = figures.GroupBy(f => f.Name, StringComparer.Ordinal).FirstOrDefault(g => g.Count() > 1);
        return repeated is null
            ? new ApprovedClaim(result.Claim.Id, result.Outcome, figures)
            : throw new ArgumentException(
                $"Expected the figures of {result.Claim.Id} to have different names because a baseline finds them by name, but found '{repeated.Key}' {repeated.Count()} times.\n" +
                "Next step: rename one of the figures in the suite.", nameof(result));

        ApprovedFigure Number(string name, double? value, Func<double, Tolerance> rule)
        {
            if (value is not { } number)
                return new ApprovedFigure(name, null, 0, "a value where there was none is a change");
            if (!double.IsFinite(number))
            {
                throw new ArgumentException(FormattableString.Invariant(
                    $"Expected '{name}' of {result.Claim.Id} to be finite or missing because no figure is approved that is not a number, but found {number}.\n") +
                    "Next step: report the figure as missing, with its reason.", nameof(result));
            }

            var tolerance = rule(number);
            return new ApprovedFigure(name, Rounded.To(number, Baseline.Digits), tolerance.Value, tolerance.Because);
        }
    }
}
