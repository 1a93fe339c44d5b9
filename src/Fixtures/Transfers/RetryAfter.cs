namespace DiversityBench.Fixtures.Transfers;

/// <summary>How long a server asks to wait.</summary>
internal static class RetryAfter
{
    /// <summary>What the header Retry-After says, in seconds or as a date, at least 0; null where it is absent.</summary>
    public static TimeSpan? Of(HttpResponseMessage response, TimeProvider clock)
    {
        if (response.Headers.RetryAfter is not { } after)
            return null;
        var wait = after.Delta ?? after.Date - clock.GetUtcNow();
        return wait < TimeSpan.Zero ? TimeSpan.Zero : wait;
    }
}
