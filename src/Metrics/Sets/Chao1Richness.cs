namespace DiversityBench.Metrics.Sets;

/// <summary>
/// Number of labels with the unseen ones, bias-corrected (Chao 1984): S + F1 (F1 - 1) / (2 (F2 + 1)), F1 labels seen once and F2 twice. Defined where some
/// label was seen twice or more: samples that are all different say nothing of how many labels there are. a, b, b, c give 3 + 2 * 1 / (2 * 2) = 3.5.
/// </summary>
public sealed class Chao1Richness : ISetMetric, IFlooredVariance
{
    private readonly int[] ids;
    private readonly int distinct;

    private Chao1Richness(int[] ids, int distinct) => (this.ids, this.distinct) = (ids, distinct);

    /// <summary>A metric over one label per pooled sample, compared by equality.</summary>
    /// <param name="labels">The labels, none missing.</param>
    public static Chao1Richness Of<T>(IReadOnlyList<T> labels)
        where T : notnull
    {
        var (ids, distinct) = Labels.Number(labels);
        return new Chao1Richness(ids, distinct);
    }

    /// <inheritdoc/>
    public int Count => ids.Length;

    /// <inheritdoc/>
    public int FewestMembers => 2;

    /// <inheritdoc/>
    public double? Value(ReadOnlySpan<int> members) => Tally(members).Seen.Value;

    /// <inheritdoc/>
    public bool LeaveOneOut(ReadOnlySpan<int> members, Span<double> values) => ValueAndLeaveOneOut(members, values) is not null;

    /// <inheritdoc/>
    public double? ValueAndLeaveOneOut(ReadOnlySpan<int> members, Span<double> values)
    {
        var (counts, seen) = Tally(members);
        for (var i = 0; i < members.Length; i++)
        {
            if (seen.Without(counts[ids[members[i]]]).Value is not { } value)
                return null;
            values[i] = value;
        }

        return seen.Value;
    }

    /// <summary>No label seen once or twice, so that every sample could be missed: the square of what one label more would change.</summary>
    public double SmallestVariance(double value, int members) => 1;

    private (int[] Counts, Frequencies Seen) Tally(ReadOnlySpan<int> members)
    {
        var counts = new int[distinct];
        var labels = Labels.Tally(ids, members, counts);
        return (counts, new Frequencies(members.Length, labels, counts.AsSpan().Count(1), counts.AsSpan().Count(2)));
    }

    private readonly record struct Frequencies(int Samples, int Labels, int Once, int Twice)
    {
        public double? Value => Labels < Samples ? Labels + (Once * (Once - 1.0) / (2 * (Twice + 1))) : null;

        /// <summary>Without one of the samples, whose label was seen so often.</summary>
        public Frequencies Without(int seen) => seen switch
        {
            1 => new(Samples - 1, Labels - 1, Once - 1, Twice),
            2 => new(Samples - 1, Labels, Once + 1, Twice - 1),
            3 => new(Samples - 1, Labels, Once, Twice + 1),
            _ => this with { Samples = Samples - 1 },
        };
    }
}
