using System.Globalization;

namespace DiversityBench.Metrics.Categories;

/// <summary>
/// How often each class of a categorical answer occurred, and the diversity figures of those counts. Hill numbers (Hill
/// 1973) are effective numbers of classes: five classes, equally frequent, have 5 at every order.
/// </summary>
public sealed class CategoryCounts
{
    private readonly double[] _shares;

    private CategoryCounts(long[] counts)
    {
        Counts = counts;
        SampleCount = counts.Sum();
        _shares = Array.ConvertAll(counts, count => (double)count / SampleCount);
        Singletons = counts.Count(count => count == 1);
        Doubletons = counts.Count(count => count == 2);
    }

    /// <summary>Positive counts in order of first appearance.</summary>
    public IReadOnlyList<long> Counts { get; }

    /// <summary>Number of valid samples, at least 1.</summary>
    public long SampleCount { get; }

    /// <summary>Number of classes seen once.</summary>
    public int Singletons { get; }

    /// <summary>Number of classes seen twice.</summary>
    public int Doubletons { get; }

    /// <summary>Hill number of order 0: observed richness.</summary>
    public int HillQ0 => Counts.Count;

    /// <summary>Hill number of order 1: exp of the Shannon entropy (plug-in).</summary>
    public double HillQ1 => Math.Exp(ShannonInNats);

    /// <summary>Hill number of order 2: inverse Simpson index (plug-in).</summary>
    public double HillQ2 => 1 / _shares.Sum(share => share * share);

    /// <summary>Hill number of infinite order: inverse of the largest share (Berger and Parker).</summary>
    public double HillInfinity => 1 / LargestShare;

    /// <summary>Share of the most frequent class.</summary>
    public double LargestShare => _shares.Max();

    /// <summary>Shannon entropy in nats (plug-in).</summary>
    public double ShannonInNats => _shares.Sum(share => share * -Math.Log(share));

    /// <summary>Shannon entropy plus (S - 1) / 2n (Miller 1955), in nats.</summary>
    public double MillerMadowInNats => ShannonInNats + (HillQ0 - 1) / (2.0 * SampleCount);

    /// <summary>exp of the Miller-Madow entropy: Hill number of order 1, corrected for small n.</summary>
    public double MillerMadowHillQ1 => Math.Exp(MillerMadowInNats);

    /// <summary>Richness with unseen classes, bias-corrected (Chao 1984): S + F1 (F1 - 1) / (2 (F2 + 1)).</summary>
    public double Chao1 => HillQ0 + Singletons * (Singletons - 1.0) / (2.0 * (Doubletons + 1));

    /// <summary>The classic form S + F1^2 / (2 F2); the bias-corrected one where F1 or F2 is 0.</summary>
    public double Chao1Classic =>
        Singletons == 0 || Doubletons == 0 ? Chao1 : HillQ0 + (double)Singletons * Singletons / (2.0 * Doubletons);

    /// <summary>The classic form with the factor (n - 1) / n on the unseen part (iNEXT).</summary>
    public double Chao1WithSampleFactor => HillQ0 + (SampleCount - 1.0) / SampleCount * (Chao1Classic - HillQ0);

    /// <summary>Probability that two draws with replacement differ: 1 - sum p^2.</summary>
    public double GiniSimpson => 1 - _shares.Sum(share => share * share);

    /// <summary>Pielou's evenness, entropy over ln S, 0 … 1; undefined for one class.</summary>
    public Measured<double> Evenness => HillQ0 > 1 ? ShannonInNats / Math.Log(HillQ0) : new Undefined("one class");

    /// <summary>n (n - 1) / sum n_i (n_i - 1); undefined where no class was seen twice.</summary>
    public Measured<double> InverseSimpsonUnbiased
    {
        get
        {
            var pairs = Counts.Sum(count => count * (count - 1.0));
            return pairs > 0 ? SampleCount * (SampleCount - 1.0) / pairs : new Undefined("no class was seen twice");
        }
    }

    /// <summary>
    /// Counts labels; labels are equal if their characters are. Undefined without samples, and if no label could be parsed.
    /// </summary>
    /// <param name="labels">One per sample; null where the answer could not be parsed, which is left out.</param>
    public static Measured<CategoryCounts> FromLabels(IEnumerable<string?> labels)
    {
        var index = new Dictionary<string, int>(StringComparer.Ordinal);
        var counts = new List<long>();
        var any = false;
        foreach (var label in labels)
        {
            any = true;
            if (label is null)
                continue;
            if (index.TryAdd(label, counts.Count))
                counts.Add(0);
            counts[index[label]]++;
        }

        return counts.Count > 0
            ? new CategoryCounts([.. counts])
            : new Undefined(any ? "no valid sample" : "no samples");
    }

    /// <summary>Takes counts. Classes of count 0 are left out. Undefined if nothing is left, or a count is no whole number of 0 or more.</summary>
    /// <param name="counts">[classes], whole numbers.</param>
    public static Measured<CategoryCounts> FromCounts(ReadOnlySpan<double> counts)
    {
        for (var i = 0; i < counts.Length; i++)
        {
            var fault = double.IsNaN(counts[i]) ? "NaN" : counts[i] < 0 ? "negative" : Math.Floor(counts[i]) != counts[i] || counts[i] > 1L << 53 ? "no whole number" : null;
            if (fault is not null)
                return new Undefined(string.Create(CultureInfo.InvariantCulture, $"count {i} is {fault}"));
        }

        return FromPositive(counts.ToArray().Where(count => count > 0).Select(count => (long)count));
    }

    /// <summary>Takes counts. Classes of count 0 are left out. Undefined if nothing is left, or a count is negative.</summary>
    /// <param name="counts">[classes].</param>
    public static Measured<CategoryCounts> FromCounts(ReadOnlySpan<int> counts) =>
        FromCounts((ReadOnlySpan<double>)Array.ConvertAll(counts.ToArray(), count => (double)count));

    /// <summary>Hill number of any order: (sum p^q)^(1/(1-q)), its limit at q = 1 and at infinity.</summary>
    /// <param name="order">Order q, 0 or more.</param>
    public double Hill(double order)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(order);
        return order switch
        {
            1 => HillQ1,
            double.PositiveInfinity => HillInfinity,
            _ => Math.Pow(_shares.Sum(share => Math.Pow(share, order)), 1 / (1 - order)),
        };
    }

    private static Measured<CategoryCounts> FromPositive(IEnumerable<long> counts)
    {
        var positive = counts.ToArray();
        return positive.Length > 0 ? new CategoryCounts(positive) : new Undefined("no samples");
    }
}
