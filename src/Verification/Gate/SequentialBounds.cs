using DiversityBench.Verification.Statistics;

namespace DiversityBench.Verification.Gate;

/// <summary>
/// One-sided critical values of a test that is repeated while samples come in. The standard scores of stages t_1 &lt; … &lt; t_K of all samples
/// are normal with correlations sqrt(t_j / t_k) (independent increments); the density of those that have not crossed yet is integrated from
/// stage to stage (Armitage, McPherson and Rowe 1969, J. R. Statist. Soc. A 132:235), by Simpson's rule.
/// </summary>
public static class SequentialBounds
{
    private const int Points = 801;
    private const double Far = 8.5;

    /// <summary>Critical values, one a stage, with which a true null hypothesis is rejected with probability <paramref name="alpha"/> over all stages.</summary>
    /// <remarks>Five equal stages, alpha 0.025: 4.877, 3.357, 2.680, 2.290, 2.031 (O'Brien-Fleming type; method: Reboussin, DeMets, Kim and Lan 2000).</remarks>
    /// <param name="spending">How the error is spent.</param>
    /// <param name="alpha">One-sided error over all stages, in (0, 0.5).</param>
    /// <param name="fractions">Shares of all samples at the stages, rising to 1.</param>
    public static double[] Of(ErrorSpending spending, double alpha, IReadOnlyList<double> fractions)
    {
        var bounds = new double[fractions.Count];
        Density? density = null;
        for (var k = 0; k < bounds.Length; k++)
        {
            var increment = Spent(spending, alpha, fractions[k]) - (k == 0 ? 0 : Spent(spending, alpha, fractions[k - 1]));
            bounds[k] = Root(density, fractions[k], increment);
            density = Density.Next(density, fractions[k], bounds[k], 0);
        }

        return bounds;
    }

    /// <summary>Error spent by a stage.</summary>
    public static double Spent(ErrorSpending spending, double alpha, double fraction) => spending switch
    {
        ErrorSpending.Pocock => alpha * Math.Log(1 + ((Math.E - 1) * fraction)),
        _ => 2 * Distributions.NormalCdf(Distributions.NormalQuantile(alpha / 2) / Math.Sqrt(fraction)),
    };

    /// <summary>Probability of crossing at each stage, where the score at the last stage has the mean <paramref name="drift"/>.</summary>
    public static double[] Crossing(IReadOnlyList<double> bounds, IReadOnlyList<double> fractions, double drift)
    {
        var crossing = new double[bounds.Count];
        Density? density = null;
        for (var k = 0; k < crossing.Length; k++)
        {
            crossing[k] = Tail(density, fractions[k], bounds[k], drift);
            density = Density.Next(density, fractions[k], bounds[k], drift);
        }

        return crossing;
    }

    private static double Root(Density? density, double fraction, double increment)
    {
        double low = -Far, high = Far;
        while (high - low > 1e-10)
        {
            var middle = (low + high) / 2;
            (low, high) = Tail(density, fraction, middle, 0) > increment ? (middle, high) : (low, middle);
        }

        return (low + high) / 2;
    }

    private static double Tail(Density? before, double fraction, double bound, double drift)
    {
        if (before is null)
            return Distributions.NormalCdf((drift * Math.Sqrt(fraction)) - bound);
        var step = fraction - before.Fraction;
        return before.Integrate(u => Distributions.NormalCdf(
            ((u * Math.Sqrt(before.Fraction)) + (drift * step) - (bound * Math.Sqrt(fraction))) / Math.Sqrt(step)));
    }

    /// <summary>Density of the scores of a stage that have not crossed, at equally spaced points up to the bound.</summary>
    private sealed record Density(double Fraction, double[] Scores, double[] Values)
    {
        public static Density Next(Density? before, double fraction, double bound, double drift)
        {
            var lowest = (drift * Math.Sqrt(fraction)) - Far;
            var width = Math.Max(0, bound - lowest);
            double[] scores = [.. Enumerable.Range(0, Points).Select(i => lowest + (width * i / (Points - 1)))];
            var values = new double[Points];
            if (before is null)
            {
                for (var i = 0; i < Points; i++)
                    values[i] = Normal(scores[i] - (drift * Math.Sqrt(fraction)));
                return new Density(fraction, scores, values);
            }

            var step = fraction - before.Fraction;
            var scale = Math.Sqrt(fraction / step);
            for (var i = 0; i < Points; i++)
            {
                var score = scores[i];
                values[i] = before.Integrate(u => scale * Normal(((score * Math.Sqrt(fraction)) - (u * Math.Sqrt(before.Fraction)) - (drift * step)) / Math.Sqrt(step)));
            }

            return new Density(fraction, scores, values);
        }

        public double Integrate(Func<double, double> of)
        {
            var sum = 0.0;
            for (var i = 0; i < Points; i++)
                sum += Values[i] * of(Scores[i]) * (i is 0 or Points - 1 ? 1 : i % 2 == 1 ? 4 : 2);
            return sum * (Scores[^1] - Scores[0]) / (Points - 1) / 3;
        }

        private static double Normal(double z) => Math.Exp(-z * z / 2) / Math.Sqrt(2 * Math.PI);
    }
}
