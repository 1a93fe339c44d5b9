using DiversityBench.Metrics;
using DiversityBench.Verification.Claims;

namespace DiversityBench.Verification.Statistics;

/// <summary>
/// Partial rank correlation over points that come in clusters (one prompt and model at several temperatures): the points of a cluster are not
/// independent, so the error is the delete-one-cluster jackknife (Efron and Stein 1981), on Fisher's scale.
/// </summary>
/// <param name="Rho">Spearman's rho of x and y given z, over all points.</param>
/// <param name="Interval">95 % interval by Student's t with clusters - 1 degrees of freedom.</param>
/// <param name="PValue">One-sided p-value of rho above 0.</param>
/// <param name="Clusters">Number of clusters.</param>
public sealed record ClusteredCorrelation(double Rho, Interval Interval, double PValue, int Clusters)
{
    private const double UpperTail = 0.975;
    private const int FewestClusters = 4;

    /// <summary>The correlation. Undefined with fewer than 4 clusters, and where a correlation is not defined or perfect, with a cluster left out or not.</summary>
    /// <param name="clusters">The points of each cluster.</param>
    public static Measured<ClusteredCorrelation> Of(IReadOnlyList<IReadOnlyList<(double X, double Y, double Z)>> clusters)
    {
        if (clusters.Count < FewestClusters)
            return new Undefined(FormattableString.Invariant($"{clusters.Count} clusters of points, at least {FewestClusters} needed"));
        var all = Partial(clusters.SelectMany(c => c));
        if (!all.TryGet(out var rho, out var fault))
            return fault;
        var figures = new double[clusters.Count];
        for (var omitted = 0; omitted < clusters.Count; omitted++)
        {
            if (!Partial(clusters.Where((_, i) => i != omitted).SelectMany(c => c)).TryGet(out var without, out fault))
                return fault;
            figures[omitted] = Math.Atanh(without);
        }

        var error = Math.Sqrt(Jackknife.Variance(figures, clusters.Count, 1));
        if (!double.IsFinite(error) || error == 0 || !double.IsFinite(Math.Atanh(rho)))
            return new Undefined("the correlation is perfect or does not vary");
        var (z, df) = (Math.Atanh(rho), clusters.Count - 1);
        var half = Distributions.StudentTQuantile(UpperTail, df) * error;
        return new ClusteredCorrelation(
            rho, new Interval(Math.Tanh(z - half), Math.Tanh(z + half)), Math.Max(double.Epsilon, Distributions.StudentTCdf(-z / error, df)), clusters.Count);
    }

    private static Measured<double> Partial(IEnumerable<(double X, double Y, double Z)> points)
    {
        var all = points.ToArray();
        return Spearman.Partial([.. all.Select(p => p.X)], [.. all.Select(p => p.Y)], [.. all.Select(p => p.Z)]).Select(c => c.Rho);
    }
}
