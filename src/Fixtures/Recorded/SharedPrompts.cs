using System.Collections;

namespace DiversityBench.Fixtures.Recorded;

/// <summary>The prompts that two files hold, in the order in which they first occur in the first one; they stand in a file of their own.</summary>
public sealed class SharedPrompts : IReadOnlyCollection<(RecordedPrompt First, RecordedPrompt Second)>, IDisposable
{
    private readonly RecordedIndex _first;
    private readonly RecordedIndex _second;
    private readonly SpilledList<SharedEntry> _entries;

    internal SharedPrompts(RecordedIndex first, RecordedIndex second, IEnumerable<SharedEntry> sorted, string folder)
    {
        (_first, _second, _entries) = (first, second, new SpilledList<SharedEntry>(folder));
        foreach (var entry in sorted)
        {
            _entries.Add(entry);
            (Samples, OtherSamples) = (Samples + entry.First.Count, OtherSamples + entry.Second.Count);
        }

        _entries.Complete();
    }

    /// <inheritdoc/>
    public int Count => checked((int)_entries.Count);

    /// <summary>Samples of all these prompts in the first file.</summary>
    public int Samples { get; }

    /// <summary>Samples of all these prompts in the second file.</summary>
    public int OtherSamples { get; }

    /// <inheritdoc/>
    public IEnumerator<(RecordedPrompt First, RecordedPrompt Second)> GetEnumerator()
    {
        foreach (var entry in _entries.Range(0, _entries.Count))
            yield return (new RecordedPrompt(_first, entry.First), new RecordedPrompt(_second, entry.Second));
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <inheritdoc/>
    public void Dispose() => _entries.Dispose();
}
