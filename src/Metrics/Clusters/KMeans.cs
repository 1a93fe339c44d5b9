using DiversityBench.Metrics.Embeddings;
using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Trainers;

namespace DiversityBench.Metrics.Clusters;

/// <summary>
/// k-means through Microsoft.ML's trainer with k-means++ starts (Arthur and Vassilvitskii 2007). Every start's centres are brought to
/// a local optimum in double precision by <see cref="Lloyd"/> and single moves (Hartigan and Wong 1979); the lowest inertia wins, the earliest start of equal ones. One thread, fixed seeds.
/// </summary>
public static class KMeans
{
    /// <summary>Clusters points. Undefined if k is below 1 or above the number of different points.</summary>
    /// <param name="points">Points.</param>
    /// <param name="k">Number of clusters to look for.</param>
    /// <param name="options">How to search.</param>
    public static Measured<Clustering> Fit(PointSet points, int k, KMeansOptions options)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(options.Restarts, 1);
        return Fit(points, new TrainingView(points), k, options);
    }

    internal static Measured<Clustering> Fit(PointSet points, TrainingView view, int k, KMeansOptions options)
    {
        if (k < 1 || k > view.DistinctCount)
            return new Undefined(FormattableString.Invariant($"{k} clusters of {view.DistinctCount} distinct samples"));
        if (k == 1)
            return Lloyd.From(points, [points[0].ToArray()]);
        Clustering? best = null;
        for (var start = 0; start < options.Restarts; start++)
        {
            var trained = Lloyd.From(points, Train(view, k, options, SeedOf(options.Seed, start)), options.MostIterations);
            var found = Hartigan.Improve(points, trained, options.MostIterations);
            if (best is null || found.Inertia < best.Inertia)
                best = found;
        }

        return best!;
    }

    // Neighbouring seeds make System.Random draw alike, and starts alike with it; a SplitMix64 step (Steele et al. 2014) parts them.
    private static int SeedOf(int seed, int start)
    {
        var z = ((ulong)(uint)seed << 32 | (uint)start) + 0x9E3779B97F4A7C15;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return (int)((z ^ (z >> 31)) & int.MaxValue);
    }

    private static double[][] Train(TrainingView view, int k, KMeansOptions options, int seed)
    {
        var context = new MLContext(seed);
        var trainer = context.Clustering.Trainers.KMeans(new KMeansTrainer.Options
        {
            FeatureColumnName = nameof(TrainingView.Row.Features),
            NumberOfClusters = k,
            InitializationAlgorithm = KMeansTrainer.InitializationAlgorithm.KMeansPlusPlus,
            MaximumNumberOfIterations = options.MostIterations,
            NumberOfThreads = 1,
        });
        VBuffer<float>[] centres = [];
        trainer.Fit(view.Data).Model.GetClusterCentroids(ref centres, out _);
        return Array.ConvertAll(centres, centre => Array.ConvertAll(centre.DenseValues().ToArray(), component => (double)component));
    }
}
