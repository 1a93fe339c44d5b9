namespace DiversityBench.Metrics;

/// <summary>
/// The most probable tokens of a decoding step, five at most, most probable first and the smaller id first among equals. Tokens without positive
/// probability are left out: an empty list says that none were kept.
/// </summary>
public readonly record struct TopTokens
{
    /// <summary>How many are kept.</summary>
    public const int Most = 5;

    // Ids plus one, so that what was never filled reads as no token.
    private readonly int _first;
    private readonly int _second;
    private readonly int _third;
    private readonly int _fourth;
    private readonly int _fifth;

    /// <summary>Keeps tokens in the order given.</summary>
    /// <param name="ids">Ids from 0 to 2147483646, <see cref="Most"/> at most.</param>
    /// <exception cref="ArgumentOutOfRangeException">There are more, or one is outside.</exception>
    public TopTokens(ReadOnlySpan<int> ids)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(ids.Length, Most, nameof(ids));
        foreach (var id in ids)
            ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)id, (uint)int.MaxValue, nameof(ids));
        _first = ids.Length > 0 ? ids[0] + 1 : 0;
        _second = ids.Length > 1 ? ids[1] + 1 : 0;
        _third = ids.Length > 2 ? ids[2] + 1 : 0;
        _fourth = ids.Length > 3 ? ids[3] + 1 : 0;
        _fifth = ids.Length > 4 ? ids[4] + 1 : 0;
    }

    /// <summary>Number of tokens, 0 … 5.</summary>
    public int Count => _fifth > 0 ? 5 : _fourth > 0 ? 4 : _third > 0 ? 3 : _second > 0 ? 2 : _first > 0 ? 1 : 0;

    /// <summary>The token of a rank, 0 for the most probable.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is none of that rank.</exception>
    public TokenId this[int rank]
    {
        get
        {
            ArgumentOutOfRangeException.ThrowIfNegative(rank);
            ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(rank, Count);
            return new TokenId(rank switch { 0 => _first, 1 => _second, 2 => _third, 3 => _fourth, _ => _fifth } - 1);
        }
    }
}
