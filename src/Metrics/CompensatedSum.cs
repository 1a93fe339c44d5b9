namespace DiversityBench.Metrics;

/// <summary>
/// Neumaier's compensated summation (1974): the error does not grow with the number of terms. Used where a sum runs
/// over a vocabulary. An infinite term gives an infinite sum.
/// </summary>
internal struct CompensatedSum
{
    private double _sum;
    private double _correction;

    public readonly double Value => double.IsFinite(_correction) ? _sum + _correction : _sum;

    public void Add(double term)
    {
        var sum = _sum + term;
        _correction += Math.Abs(_sum) >= Math.Abs(term) ? _sum - sum + term : term - sum + _sum;
        _sum = sum;
    }

    public static double Of(ReadOnlySpan<double> terms)
    {
        var sum = default(CompensatedSum);
        foreach (var term in terms)
            sum.Add(term);
        return sum.Value;
    }
}
