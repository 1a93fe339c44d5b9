using System.Globalization;

namespace DiversityBench.Fixtures.Progress;

/// <summary>One piece of work since its first report; what was done before that counts for no rate.</summary>
internal sealed class WorkProgress(long started, long doneAtStart, long tokensAtStart)
{
    public long Started { get; } = started;

    /// <summary>When the last line was written.</summary>
    public long LastLine { get; set; } = started;

    /// <summary>Units finished at the last report.</summary>
    public long Done { get; set; }

    /// <summary>The state in one line; rates are left out until there is something to divide.</summary>
    public string Line(string work, long done, long total, long tokens, TimeSpan elapsed)
    {
        var seconds = elapsed.TotalSeconds;
        var rate = seconds > 0 && tokens > tokensAtStart ? string.Create(CultureInfo.InvariantCulture, $"{(tokens - tokensAtStart) / seconds:N0} tokens/s") : null;
        return Line(string.Create(CultureInfo.InvariantCulture, $"{work}: {done}/{total}"), rate, done, total, seconds);
    }

    /// <summary>The state of a transfer in one line.</summary>
    public string BytesLine(string work, long done, long total, TimeSpan elapsed)
    {
        var seconds = elapsed.TotalSeconds;
        var rate = seconds > 0 && done > doneAtStart ? Megabytes((done - doneAtStart) / seconds) + "/s" : null;
        return Line($"{work}: {Megabytes(done)} of {Megabytes(total)}", rate, done, total, seconds);
    }

    private static string Megabytes(double bytes) => string.Create(CultureInfo.InvariantCulture, $"{bytes / 1_000_000:0.0} MB");

    private string Line(string state, string? rate, long done, long total, double seconds)
    {
        List<string> parts = rate is null ? [state] : [state, rate];
        if (done >= total)
            parts.Add($"done in {Duration(seconds)}");
        else if (done > doneAtStart && seconds > 0)
            parts.Add($"{Duration(seconds * (total - done) / (done - doneAtStart))} left");
        return string.Join(", ", parts);
    }

    private static string Duration(double seconds)
    {
        var whole = (long)Math.Round(seconds);
        return whole switch
        {
            < 60 => string.Create(CultureInfo.InvariantCulture, $"{whole} s"),
            < 3600 => string.Create(CultureInfo.InvariantCulture, $"{whole / 60} min {whole % 60:00} s"),
            _ => string.Create(CultureInfo.InvariantCulture, $"{whole / 3600} h {whole / 60 % 60:00} min"),
        };
    }
}
