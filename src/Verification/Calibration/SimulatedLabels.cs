namespace DiversityBench.Verification.Calibration;

/// <summary>A distribution of labels that can lose a share of its effective number.</summary>
internal sealed class SimulatedLabels
{
    private const int Favourites = 5;
    private readonly double[] cumulative;

    private SimulatedLabels(double[] probabilities)
    {
        Probabilities = probabilities;
        cumulative = new double[probabilities.Length];
        var sum = 0.0;
        for (var i = 0; i < cumulative.Length; i++)
            cumulative[i] = sum += probabilities[i];
    }

    /// <summary>522 names, effective number of order 2: 288, relative variance of p over p: 0.56; the reference ladder's world has 522, 286 and 0.56.</summary>
    public static SimulatedLabels FirstNames { get; } = Flattened(522, 35);

    /// <summary>32 nationalities, effective number 17.3, relative variance 0.56, as in the reference ladder's world.</summary>
    public static SimulatedLabels Nationalities { get; } = Flattened(32, 1.5);

    private double[] Probabilities { get; }

    /// <summary>The label of a uniform number.</summary>
    public int Draw(double uniform)
    {
        var found = Array.BinarySearch(cumulative, uniform);
        return Math.Min(found < 0 ? ~found : found + 1, cumulative.Length - 1);
    }

    /// <summary>The distribution of a model that gives some of its answers to five favourites, as many that the effective number of order 2 falls to a share.</summary>
    public SimulatedLabels Keeping(double share)
    {
        if (share == 1)
            return this;
        double low = 0, high = 1;
        for (var step = 0; step < 60; step++)
        {
            var middle = (low + high) / 2;
            (low, high) = Concentration(Favouring(middle)) < Concentration(Probabilities) / share ? (middle, high) : (low, middle);
        }

        return new SimulatedLabels(Favouring(high));
    }

    private double[] Favouring(double weight) => [.. Probabilities.Select((p, i) => ((1 - weight) * p) + (i < Favourites ? weight / Favourites : 0))];

    private static double Concentration(double[] probabilities) => probabilities.Sum(p => p * p);

    /// <summary>Zipf's law as Mandelbrot flattened it: 1 / (rank + offset).</summary>
    private static SimulatedLabels Flattened(int labels, double offset)
    {
        double[] weights = [.. Enumerable.Range(1, labels).Select(rank => 1 / (rank + offset))];
        var sum = weights.Sum();
        return new SimulatedLabels([.. weights.Select(w => w / sum)]);
    }
}
