namespace DiversityBench.Fixtures.Engines.Onnx;

/// <summary>
/// Cache buffers of batches that ended, for the next ones: memory that the system has given once costs nothing again. Safe for concurrent use.
/// </summary>
internal sealed class CacheBufferPool(DecoderSignature signature) : IDisposable
{
    private readonly Lock _gate = new();
    private readonly Stack<CacheBuffer> _free = [];
    private bool _disposed;

    /// <summary>A buffer with room for at least that many tokens; its content is finite and otherwise not defined.</summary>
    public CacheBuffer Rent(long tokens)
    {
        lock (_gate)
        {
            if (_free.TryPop(out var buffer))
            {
                if (buffer.Tokens >= tokens)
                    return buffer;
                buffer.Dispose();
            }
        }

        return new CacheBuffer(signature, tokens);
    }

    public void Return(CacheBuffer buffer)
    {
        lock (_gate)
        {
            if (_disposed)
                buffer.Dispose();
            else
                _free.Push(buffer);
        }
    }

    public void Dispose()
    {
        lock (_gate)
        {
            _disposed = true;
            while (_free.TryPop(out var buffer))
                buffer.Dispose();
        }
    }
}
