using DiversityBench.Metrics;
using DiversityBench.Verification.Claims;

namespace DiversityBench.Verification.Statistics;

/// <summary>Spearman's rank correlation with mid-ranks for ties, plain and with one covariate held fixed.</summary>
public static class Spearman
{
    /// <summary>Correlation of x and y.</summary>
    public static Measured<Correlation> Of(ReadOnlySpan<double> x, ReadOnlySpan<double> y)
    {
        if (Flaw(x, y) is { } flaw)
            return new Undefined(flaw);
        return Result(Pearson(Ranks.Of(x), Ranks.Of(y)), x.Length, 0);
    }

    /// <summary>First-order partial correlation of the ranks of x and y given those of z.</summary>
    public static Measured<Correlation> Partial(ReadOnlySpan<double> x, ReadOnlySpan<double> y, ReadOnlySpan<double> z)
    {
        if ((Flaw(x, y) ?? Flaw(x, z, "z") ?? (x.Length < 4 ? $"{x.Length} pairs are too few for a covariate" : null)) is { } flaw)
            return new Undefined(flaw);
        var (rankX, rankY, rankZ) = (Ranks.Of(x), Ranks.Of(y), Ranks.Of(z));
        var (xy, xz, yz) = (Pearson(rankX, rankY), Pearson(rankX, rankZ), Pearson(rankY, rankZ));
        if (1 - (xz * xz) < 1e-12 || 1 - (yz * yz) < 1e-12)
            return new Undefined($"{(1 - (xz * xz) < 1e-12 ? "x" : "y")} and the covariate have the same ranks");
        return Result(Math.Clamp((xy - (xz * yz)) / Math.Sqrt((1 - (xz * xz)) * (1 - (yz * yz))), -1, 1), x.Length, 1);
    }

    private static Correlation Result(double rho, int n, int covariates)
    {
        var df = n - 2 - covariates;
        if (1 - (rho * rho) < 1e-15 || df < 1)
            return new Correlation(rho, df < 1 ? 1 : 0, null);
        var p = 2 * Distributions.StudentTCdf(-Math.Abs(rho) * Math.Sqrt(df / (1 - (rho * rho))), df);
        if (n - covariates <= 3)
            return new Correlation(rho, p, null);
        var half = Distributions.NormalQuantile(0.975) / Math.Sqrt(n - covariates - 3);
        return new Correlation(rho, p, new Interval(Math.Tanh(Math.Atanh(rho) - half), Math.Tanh(Math.Atanh(rho) + half)));
    }

    private static double Pearson(double[] x, double[] y)
    {
        double meanX = Sample.MeanOf(x), meanY = Sample.MeanOf(y), xy = 0, xx = 0, yy = 0;
        for (var i = 0; i < x.Length; i++)
        {
            xy += (x[i] - meanX) * (y[i] - meanY);
            xx += (x[i] - meanX) * (x[i] - meanX);
            yy += (y[i] - meanY) * (y[i] - meanY);
        }

        return Math.Clamp(xy / Math.Sqrt(xx * yy), -1, 1);
    }

    private static string? Flaw(ReadOnlySpan<double> x, ReadOnlySpan<double> y, string second = "y")
    {
        if (x.Length != y.Length)
            return $"lengths differ: {x.Length} and {y.Length}";
        if (x.Length < 3)
            return x.Length == 0 ? "no pairs" : x.Length == 1 ? "one pair" : "two pairs";
        if ((Sample.Flaw(x, " of x") ?? Sample.Flaw(y, $" of {second}")) is { } flaw)
            return flaw;
        if (Sample.AllEqual(x))
            return "zero variance in x";
        return Sample.AllEqual(y) ? $"zero variance in {second}" : null;
    }
}
