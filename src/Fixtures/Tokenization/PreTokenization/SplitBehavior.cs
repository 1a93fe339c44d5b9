namespace DiversityBench.Fixtures.Tokenization.PreTokenization;

/// <summary>What becomes of a delimiter.</summary>
internal enum SplitBehavior
{
    Removed,
    Isolated,
    Contiguous,
    MergedWithPrevious,
    MergedWithNext,
}

/// <summary>Puts matches and what lies between them together as a behaviour says.</summary>
internal static class SplitBehaviors
{
    public static SplitBehavior Read(TokenizerNode node) => Enum.TryParse<SplitBehavior>(node.Text, out var behavior)
        ? behavior
        : throw node.Unsupported("split behavior", node.Text, Enum.GetNames<SplitBehavior>());

    /// <summary>The parts in order; those not kept stand for removed text.</summary>
    public static List<(string Text, bool Keep)> Apply(SplitBehavior behavior, List<(string Text, bool IsMatch)> parts, bool invert)
    {
        var result = new List<(string Text, bool Keep)>(parts.Count);
        var (previousIsMatch, glueNext) = ((bool?)null, false);
        foreach (var (text, matched) in parts)
        {
            var isMatch = matched != invert;
            var glue = behavior switch
            {
                SplitBehavior.Contiguous => previousIsMatch == isMatch,
                SplitBehavior.MergedWithPrevious => isMatch && previousIsMatch == false,
                SplitBehavior.MergedWithNext => glueNext && !isMatch,
                _ => false,
            };
            if (glue)
                result[^1] = (result[^1].Text + text, true);
            else
                result.Add((text, behavior != SplitBehavior.Removed || !isMatch));
            glueNext = isMatch;
            previousIsMatch = isMatch;
        }

        return result;
    }
}
