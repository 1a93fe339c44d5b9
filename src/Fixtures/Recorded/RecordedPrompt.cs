using DiversityBench.Metrics.Errors;

namespace DiversityBench.Fixtures.Recorded;

/// <summary>What a file holds of one prompt. Its samples are read when they are asked for.</summary>
public sealed class RecordedPrompt
{
    private readonly RecordedIndex _index;
    private readonly PromptEntry _entry;

    internal RecordedPrompt(RecordedIndex index, PromptEntry entry)
    {
        (_index, _entry) = (index, entry);
    }

    /// <summary>Number of its samples, those without an answer included; at least 1.</summary>
    public int Count => _entry.Count;

    /// <summary>Stands for its text; 0 where the file does not hold it.</summary>
    internal ulong TextKey => _entry.TextKey;

    /// <summary>Reads its samples, one at a time, in the order of their indices.</summary>
    /// <exception cref="BenchException">While reading: the file is gone, or no longer what it was.</exception>
    public IEnumerable<RecordedSample> Read() => _index.Read(_entry);
}
