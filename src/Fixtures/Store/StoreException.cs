namespace DiversityBench.Fixtures.Store;

/// <summary>The generation store could not do what was asked; the message says what, why, where and what to do next.</summary>
public sealed class StoreException : Exception
{
    internal StoreException(string message, Exception? inner = null)
        : base(message, inner)
    {
    }
}
