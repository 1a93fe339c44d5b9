namespace DiversityBench.Fixtures.Store;

/// <summary>How a generation store is opened. The defaults suit a run that generates.</summary>
public sealed record GenerationStoreOptions
{
    /// <summary>Never write, even where the file system would allow it; the file has to exist.</summary>
    public bool ReadOnly { get; init; }

    /// <summary>How long to wait for another process that is writing before giving up; rounded up to whole seconds, at least one.</summary>
    public TimeSpan BusyTimeout { get; init; } = TimeSpan.FromSeconds(60);
}
