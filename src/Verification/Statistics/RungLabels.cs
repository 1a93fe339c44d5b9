namespace DiversityBench.Verification.Statistics;

/// <summary>Labels of the samples of one rung, by attribute.</summary>
/// <param name="Attributes">[attribute][sample]; null where a sample has no label of that attribute. All attributes have the same samples.</param>
public sealed record RungLabels(IReadOnlyList<IReadOnlyList<string?>> Attributes)
{
    /// <summary>Number of samples.</summary>
    public int Count => Attributes.Count == 0 ? 0 : Attributes[0].Count;

    internal string[] Of(int attribute, Func<int, bool> isKept)
        => [.. Attributes[attribute].Where((label, i) => label is not null && isKept(i)).OfType<string>()];
}
