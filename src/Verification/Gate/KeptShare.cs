using DiversityBench.Verification.Claims;
using DiversityBench.Verification.Statistics;

namespace DiversityBench.Verification.Gate;

/// <summary>
/// The share of a reference's figure that a candidate keeps: a ratio of two independent estimates. Whether it is above a floor is asked of
/// above - floor x below, over its standard error, so that a figure of 0 is a figure like any other; Fieller's bounds ask the same. Tails are those of t with
/// Welch and Satterthwaite's degrees of freedom.
/// </summary>
/// <param name="Candidate">Figure of the candidate.</param>
/// <param name="Reference">Figure of the reference.</param>
/// <param name="Above">The figure above the line: the candidate's, or for a concentration the reference's.</param>
/// <param name="Below">The figure below the line, of which one at least has a variance.</param>
public sealed record KeptShare(GateFigure Candidate, GateFigure Reference, GateFigure Above, GateFigure Below)
{
    /// <summary>The share; null where the figure below the line is 0, so that it has no end.</summary>
    public double? Value => Below.Value > 0 ? Above.Value / Below.Value : null;

    /// <summary>Whether the share is above a floor, with the error of a standard normal score.</summary>
    public bool IsAbove(double floor, double score) => Tail(floor, 1) < Distributions.NormalCdf(-score);

    /// <summary>Whether the share is below a floor, with the error of a standard normal score.</summary>
    public bool IsBelow(double floor, double score) => Tail(floor, -1) < Distributions.NormalCdf(-score);

    /// <summary>Bounds of the share, each with the error of a standard normal score; null where the samples do not bound it.</summary>
    public Interval? Bounds(double score)
    {
        if (Below.Value == 0)
            return null;
        var quantile = -Distributions.StudentTQuantile(Distributions.NormalCdf(-score), Freedom(Above.Value / Below.Value));
        return Fieller.Of(Above.Value, Below.Value, Above.Variance, Below.Variance, 0, quantile).TryGet(out var ratio, out _) ? ratio.Interval : null;
    }

    private double Tail(double floor, int sign)
    {
        var error = Math.Sqrt(Above.Variance + (floor * floor * Below.Variance));
        return Distributions.StudentTCdf(-sign * (Above.Value - (floor * Below.Value)) / error, Freedom(floor));
    }

    private double Freedom(double ratio)
    {
        var (first, second) = (Above.Variance, ratio * ratio * Below.Variance);
        return (first + second) * (first + second) / ((first * first / Above.DegreesOfFreedom) + (second * second / Below.DegreesOfFreedom));
    }
}
