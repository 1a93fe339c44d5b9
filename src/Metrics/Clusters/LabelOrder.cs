namespace DiversityBench.Metrics.Clusters;

/// <summary>Renames labels to 0, 1, … in order of first appearance.</summary>
internal static class LabelOrder
{
    public static (int[] Labels, int[] Sizes) ByFirstAppearance(IReadOnlyList<int> labels)
    {
        var names = new Dictionary<int, int>();
        var sizes = new List<int>();
        var renamed = new int[labels.Count];
        for (var i = 0; i < renamed.Length; i++)
        {
            if (!names.TryGetValue(labels[i], out var name))
            {
                names.Add(labels[i], name = names.Count);
                sizes.Add(0);
            }

            renamed[i] = name;
            sizes[name]++;
        }

        return (renamed, [.. sizes]);
    }
}
