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
        List<string> parts = [string.Create(CultureInfo.InvariantCulture, $"{work}: {done}/{total}")];
        var seconds = elapsed.TotalSeconds;
        if (seconds > 0 && tokens > tokensAtStart)
            parts.Add(string.Create(CultureInfo.InvariantCulture, $"{(tokens - tokensAtStart) / seconds:N0} tokens/s"));
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
