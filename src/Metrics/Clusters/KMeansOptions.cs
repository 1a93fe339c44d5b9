namespace DiversityBench.Metrics.Clusters;

/// <summary>How k-means searches; the same options and points give the same clusters.</summary>
/// <param name="Seed">Seed of the first start; later ones follow from it.</param>
/// <param name="Restarts">k-means++ starts of which the best is kept, at least 1.</param>
/// <param name="MostIterations">Iterations per start after which a start is taken as it is.</param>
/// <param name="MostClusters">Largest k that a search over k looks at, at least 2, unless there are fewer different samples.</param>
public sealed record KMeansOptions(int Seed = 20240608, int Restarts = 5, int MostIterations = 300, int MostClusters = 10);
