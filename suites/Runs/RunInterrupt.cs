namespace DiversityBench.Suites.Runs;

/// <summary>Ends a run in order when it is interrupted: what is being generated stops, finished samples are kept.</summary>
internal sealed class RunInterrupt : IDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private Action _tell = () => { };

    /// <summary>Stops what is being generated.</summary>
    public CancellationToken Token => _stop.Token;

    /// <summary>Takes interrupts from now on.</summary>
    /// <param name="terminal">Is told once.</param>
    /// <param name="resumeHint">How to go on.</param>
    public void Listen(TextWriter terminal, string resumeHint)
    {
        _tell = () => terminal.WriteLine("Interrupted. " + resumeHint);
        Console.CancelKeyPress += OnInterrupt;
    }

    public void Dispose()
    {
        Console.CancelKeyPress -= OnInterrupt;
        _stop.Dispose();
    }

    private void OnInterrupt(object? sender, ConsoleCancelEventArgs e)
    {
        e.Cancel = true;
        // A terminal tells every process of the run, and the parent passes it on.
        if (_stop.IsCancellationRequested)
            return;
        _tell();
        _stop.Cancel();
    }
}
