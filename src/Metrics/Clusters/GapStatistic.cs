using DiversityBench.Metrics.Embeddings;

namespace DiversityBench.Metrics.Clusters;

/// <summary>
/// Gap statistic (Tibshirani, Walther and Hastie 2001): how far the log inertia of k clusters falls below that of uniform draws from the
/// points' bounding box. Unlike the silhouette it can answer that there is one cluster.
/// </summary>
/// <param name="LogInertias">Logarithm of the points' own inertia at k = 1, 2, …</param>
/// <param name="Gaps">Gap of k = 1, 2, …: mean log inertia of the draws less the points' own.</param>
/// <param name="StandardErrors">Standard error of each gap: population standard deviation over draws times sqrt(1 + 1/draws).</param>
public sealed record GapStatistic(IReadOnlyList<double> LogInertias, IReadOnlyList<double> Gaps, IReadOnlyList<double> StandardErrors)
{
    /// <summary>Smallest k whose gap is at least the next gap less its standard error; the largest k looked at if there is none.</summary>
    public int BestK
    {
        get
        {
            for (var i = 0; i + 1 < Gaps.Count; i++)
            {
                if (Gaps[i] >= Gaps[i + 1] - StandardErrors[i + 1])
                    return i + 1;
            }

            return Gaps.Count;
        }
    }

    /// <summary>
    /// Compares points with draws for k = 1 … largest, or one less than the number of different points, beyond which the inertia is
    /// 0. Undefined without draws or for points all equal.
    /// </summary>
    /// <param name="points">Points.</param>
    /// <param name="draws">Point sets of the same shape, e.g. <see cref="Draw"/>.</param>
    /// <param name="largest">Largest k, at least 1.</param>
    /// <param name="options">How k-means searches.</param>
    public static Measured<GapStatistic> Of(PointSet points, IReadOnlyList<PointSet> draws, int largest, KMeansOptions options)
    {
        largest = Math.Min(largest, points.DistinctCount() - 1);
        if (largest < 1)
            return new Undefined("all samples are equal: one cluster at most");
        if (!Search(points, largest, options).TryGet(out var own, out var fault))
            return fault;
        var drawn = new List<double[]>();
        foreach (var draw in draws)
        {
            if (!Search(draw, largest, options).TryGet(out var logs, out fault))
                return fault;
            drawn.Add(logs);
        }

        return FromLogInertias(own, drawn);
    }

    /// <summary>The statistic of given log inertias; undefined without draws.</summary>
    /// <param name="own">Of the points, at k = 1, 2, …</param>
    /// <param name="draws">Of each draw, at the same k.</param>
    public static Measured<GapStatistic> FromLogInertias(IReadOnlyList<double> own, IReadOnlyCollection<double[]> draws)
    {
        if (draws.Count == 0)
            return new Undefined("no draws");
        var gaps = new double[own.Count];
        var errors = new double[own.Count];
        for (var i = 0; i < gaps.Length; i++)
        {
            var mean = draws.Average(logs => logs[i]);
            gaps[i] = mean - own[i];
            errors[i] = Math.Sqrt(draws.Average(logs => (logs[i] - mean) * (logs[i] - mean)) * (1 + 1.0 / draws.Count));
        }

        return new GapStatistic(own, gaps, errors);
    }

    /// <summary>Uniform draws over the bounding box of points.</summary>
    /// <param name="points">Points.</param>
    /// <param name="count">Number of draws.</param>
    /// <param name="seed">Seed; the same seed gives the same draws.</param>
    public static IReadOnlyList<PointSet> Draw(PointSet points, int count, int seed)
    {
        var low = points[0].ToArray();
        var high = points[0].ToArray();
        for (var i = 1; i < points.Count; i++)
        {
            for (var j = 0; j < low.Length; j++)
                (low[j], high[j]) = (Math.Min(low[j], points[i][j]), Math.Max(high[j], points[i][j]));
        }

        var random = new Random(seed);
        return Enumerable.Range(0, count).Select(_ =>
        {
            var values = new double[points.Count * points.Dimension];
            for (var i = 0; i < values.Length; i++)
                values[i] = low[i % low.Length] + random.NextDouble() * (high[i % low.Length] - low[i % low.Length]);
            return new PointSet(points.Count, points.Dimension, values);
        }).ToArray();
    }

    private static Measured<double[]> Search(PointSet points, int largest, KMeansOptions options)
    {
        var reduced = SpanCoordinates.Of(points);
        var view = new TrainingView(reduced);
        var logs = new double[largest];
        for (var k = 1; k <= largest; k++)
        {
            if (!KMeans.Fit(reduced, view, k, options).TryGet(out var division, out var fault))
                return fault;
            logs[k - 1] = Math.Log(division.Inertia);
        }

        return logs.All(double.IsFinite) ? logs : new Undefined("samples fall on fewer places than clusters");
    }
}
