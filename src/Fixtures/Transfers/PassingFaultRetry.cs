using DiversityBench.Metrics.Errors;

namespace DiversityBench.Fixtures.Transfers;

/// <summary>Tries again what may pass: a lost connection, a busy server, a short body. Waits 1, 2, 4 and 8 seconds, or as long as the server asks.</summary>
/// <param name="clock">Measures the waits.</param>
internal sealed class PassingFaultRetry(TimeProvider clock)
{
    private const int MostTries = 5;

    /// <summary>Runs until it succeeds, fails for good or was tried five times without getting further.</summary>
    /// <param name="attempt">Returns its result, or throws <see cref="PassingFaultException"/> for what may pass.</param>
    /// <param name="progress">How far the attempts have come; one that came further than all before counts as the first.</param>
    /// <param name="cancellation">Ends the waits.</param>
    /// <exception cref="BenchException">It did not pass.</exception>
    public async Task<T> RunAsync<T>(Func<Task<T>> attempt, Func<long> progress, CancellationToken cancellation)
    {
        var furthest = progress();
        for (var tries = 1; ; tries++)
        {
            try
            {
                return await attempt().ConfigureAwait(false);
            }
            catch (PassingFaultException fault)
            {
                if (progress() is var now && now > furthest)
                    (furthest, tries) = (now, 1);
                if (tries == MostTries)
                    throw new BenchException(fault.Text.With("Tries", tries), fault.InnerException);
                await Task.Delay(fault.Wait ?? TimeSpan.FromSeconds(1 << (tries - 1)), clock, cancellation).ConfigureAwait(false);
            }
        }
    }
}
