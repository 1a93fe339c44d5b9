using DiversityBench.Verification.Calibration;
using DiversityBench.Verification.Claims;
using DiversityBench.Verification.Statistics;

namespace DiversityBench.Bench.Calibration;

/// <summary>A scenario at one number of samples per arm, and what came out.</summary>
/// <param name="Metric">The metric.</param>
/// <param name="Situation">identical arms, other content, loss or hard.</param>
/// <param name="Result">What the runs said.</param>
internal sealed record CalibrationCell(CalibratedMetric Metric, string Situation, CalibrationResult Result)
{
    public const string Identical = "identical arms", OtherContent = "other content", Loss = "loss", Hard = "hard";

    /// <summary>Lowest and highest coverage that docs/CLAIMS.md allows.</summary>
    public static readonly Interval Allowed = new(0.935, 0.965);

    private int Defined => Result.Runs - Result.Undefined;

    /// <summary>Coverage with its 95 % Clopper-Pearson interval; null where no run gave a figure.</summary>
    public Interval? CoverageInterval => Defined > 0 ? Proportion.ClopperPearson(Result.Covered, Defined).Value : null;

    public Interval RejectionInterval => Proportion.ClopperPearson(Result.Rejected, Result.Runs).Value;

    public Interval SupportInterval => Proportion.ClopperPearson(Result.Supported, Result.Runs).Value;

    /// <summary>Whether the coverage lies outside the allowed band beyond what these runs can err.</summary>
    public bool Misses => CoverageInterval is { } interval && (interval.Upper < Allowed.Lower || interval.Lower > Allowed.Upper);

    /// <summary>Distance of the coverage from 95 %.</summary>
    public double Distance => Math.Abs(Result.Coverage - 0.95);

    /// <summary>Whether the arms are equally diverse, so that a rejection is a false alarm.</summary>
    public bool IsEqual => Situation is Identical or OtherContent || (Situation == Hard && Result.Effect == 0);
}
