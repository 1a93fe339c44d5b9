using DiversityBench.Verification.Claims;

namespace DiversityBench.Verification.Statistics;

/// <summary>How the share of a label changes.</summary>
/// <param name="Label">The label.</param>
/// <param name="Difference">Share after less share before.</param>
/// <param name="Interval">95 % interval of the difference (Newcombe), for this label alone: the largest of many are larger by chance.</param>
public sealed record LabelMove(string Label, double Difference, Interval Interval)
{
    /// <summary>All labels, the largest gain first; labels that move alike in ordinal order. Empty if either side is.</summary>
    public static IReadOnlyList<LabelMove> Of(IReadOnlyCollection<string> before, IReadOnlyCollection<string> after)
    {
        if (before.Count == 0 || after.Count == 0)
            return [];
        var counts = new SortedDictionary<string, (int Before, int After)>(StringComparer.Ordinal);
        foreach (var label in before)
            counts[label] = (counts.GetValueOrDefault(label).Before + 1, 0);
        foreach (var label in after)
            counts[label] = (counts.GetValueOrDefault(label).Before, counts.GetValueOrDefault(label).After + 1);
        return [.. counts.Select(c => new LabelMove(
            c.Key,
            ((double)c.Value.After / after.Count) - ((double)c.Value.Before / before.Count),
            Proportion.Difference(c.Value.After, after.Count, c.Value.Before, before.Count).Value)).OrderByDescending(m => m.Difference)];
    }
}
