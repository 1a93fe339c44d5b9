namespace DiversityBench.Verification.Baselines;

/// <summary>Orders claim numbers as a person does: E1.2 before E1.10.</summary>
public sealed class ClaimOrder : IComparer<string>
{
    /// <summary>Compares runs of digits by their number and everything else by character code.</summary>
    /// <param name="x">One claim number.</param>
    /// <param name="y">Another claim number.</param>
    public int Compare(string? x, string? y)
    {
        var (left, right) = (x ?? "", y ?? "");
        var (i, j) = (0, 0);
        while (i < left.Length && j < right.Length)
        {
            var a = Digits(left, i);
            var b = Digits(right, j);
            var order = a.Length > 0 && b.Length > 0
                ? ByNumber(a, b)
                : left[i].CompareTo(right[j]);
            if (order != 0)
                return order;
            i += Math.Max(1, a.Length);
            j += Math.Max(1, b.Length);
        }

        var rest = (left.Length - i).CompareTo(right.Length - j);
        return rest != 0 ? rest : string.CompareOrdinal(left, right);
    }

    private static int ByNumber(ReadOnlySpan<char> a, ReadOnlySpan<char> b)
    {
        a = a.TrimStart('0');
        b = b.TrimStart('0');
        return a.Length != b.Length ? a.Length.CompareTo(b.Length) : a.SequenceCompareTo(b);
    }

    private static ReadOnlySpan<char> Digits(string text, int start)
    {
        var end = start;
        while (end < text.Length && char.IsAsciiDigit(text[end]))
            end++;
        return text.AsSpan(start, end - start);
    }
}
