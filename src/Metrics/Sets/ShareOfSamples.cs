namespace DiversityBench.Metrics.Sets;

/// <summary>Share of samples that have a property, 0 … 1. Defined from one member on. Two of five give 0.4.</summary>
public sealed class ShareOfSamples : ISetMetric, IFlooredVariance
{
    private readonly bool[] has;

    /// <summary>A metric over one answer per pooled sample.</summary>
    public ShareOfSamples(IReadOnlyList<bool> has) => this.has = [.. has];

    /// <inheritdoc/>
    public int Count => has.Length;

    /// <inheritdoc/>
    public int FewestMembers => 1;

    /// <inheritdoc/>
    public bool LeaveOneOutIsCheap => true;

    /// <inheritdoc/>
    public double? Value(ReadOnlySpan<int> members) =>
        members.Length < FewestMembers ? null : (double)Positives(members) / members.Length;

    /// <inheritdoc/>
    public bool LeaveOneOut(ReadOnlySpan<int> members, Span<double> values)
    {
        if (members.Length <= FewestMembers)
            return false;
        var positives = Positives(members);
        for (var i = 0; i < members.Length; i++)
            values[i] = (double)(has[members[i]] ? positives - 1 : positives) / (members.Length - 1);
        return true;
    }

    /// <summary>Variance of the share with one sample of each kind added: (k + 1) (n - k + 1) / (n + 2)^2 / n at k = 0 and k = n.</summary>
    public double SmallestVariance(double value, int members) => (members + 1.0) / ((members + 2.0) * (members + 2.0) * members);

    private int Positives(ReadOnlySpan<int> members)
    {
        var positives = 0;
        foreach (var member in members)
        {
            if (has[member])
                positives++;
        }

        return positives;
    }
}
