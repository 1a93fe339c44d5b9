namespace DiversityBench.Fixtures.Engines.Onnx.Operators;

/// <summary>Work in parts that may run at the same time.</summary>
internal abstract class ParallelPass
{
    private Exception? _failure;

    /// <summary>Number of parts.</summary>
    public abstract int Units { get; }

    public abstract void Run(int unit);

    /// <summary>Runs a part and keeps what it throws for <see cref="ThrowIfFailed"/>.</summary>
    public void TryRun(int unit)
    {
        try
        {
            Run(unit);
        }
        catch (Exception exception)
        {
            _failure = exception;
        }
    }

    public void ThrowIfFailed()
    {
        if (_failure is not null)
            throw new InvalidOperationException(_failure.Message, _failure);
    }
}
