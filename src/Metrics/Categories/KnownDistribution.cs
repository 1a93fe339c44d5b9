namespace DiversityBench.Metrics.Categories;

/// <summary>A distribution over named values that is known exactly, against which figures of samples are checked.</summary>
public sealed class KnownDistribution
{
    private readonly string[] _values;
    private readonly double[] _probabilities;
    private readonly double[] _upTo;

    private KnownDistribution(string[] values, double[] probabilities)
    {
        (_values, _probabilities) = (values, probabilities);
        _upTo = new double[probabilities.Length];
        for (var i = 0; i < _upTo.Length; i++)
            _upTo[i] = probabilities[i] + (i == 0 ? 0 : _upTo[i - 1]);
    }

    /// <summary>The values, each once.</summary>
    public IReadOnlyList<string> Values => _values;

    /// <summary>Their probabilities, all positive, sum 1.</summary>
    public IReadOnlyList<double> Probabilities => _probabilities;

    /// <summary>Hill number of order 1: exp of the Shannon entropy. Four values of probability 1/4 have 4.</summary>
    public double HillQ1 => Math.Exp(_probabilities.Sum(p => p * -Math.Log(p)));

    /// <summary>Takes weights and normalises them; values of weight 0 are left out.</summary>
    /// <param name="weights">Weight by value.</param>
    /// <returns>Undefined if a weight is negative, NaN or infinite, and if none is positive.</returns>
    public static Measured<KnownDistribution> Of(IEnumerable<KeyValuePair<string, double>> weights)
    {
        var all = weights.ToArray();
        if (Array.Find(all, w => !(w.Value >= 0 && double.IsFinite(w.Value))) is { Key: not null } wrong)
            return new Undefined($"the weight of {wrong.Key} is not a number of 0 or more");
        var positive = all.Where(w => w.Value > 0).GroupBy(w => w.Key, w => w.Value, StringComparer.Ordinal).ToArray();
        var sum = positive.Sum(w => w.Sum());
        return positive.Length > 0
            ? new KnownDistribution([.. positive.Select(w => w.Key)], [.. positive.Select(w => w.Sum() / sum)])
            : new Undefined("no value has a positive weight");
    }

    /// <summary>The distribution of something that depends on the value, for example of age bands.</summary>
    /// <param name="group">What each value becomes.</param>
    public KnownDistribution Grouped(Func<string, string> group)
        => Of(_values.Select((value, i) => KeyValuePair.Create(group(value), _probabilities[i]))).Value;

    /// <summary>Mean and standard deviation of numbers that the values stand for.</summary>
    /// <param name="number">The number of a value.</param>
    public (double Mean, double StandardDeviation) Moments(Func<string, double> number)
    {
        var numbers = Array.ConvertAll(_values, value => number(value));
        var mean = numbers.Select((x, i) => x * _probabilities[i]).Sum();
        return (mean, Math.Sqrt(numbers.Select((x, i) => (x - mean) * (x - mean) * _probabilities[i]).Sum()));
    }

    /// <summary>Index of the value at a point of the distribution function: a uniform number draws a value.</summary>
    /// <param name="uniform">In [0, 1).</param>
    public int At(double uniform)
    {
        var found = Array.BinarySearch(_upTo, uniform);
        return Math.Min(found < 0 ? ~found : found + 1, _values.Length - 1);
    }
}
