using DiversityBench.Metrics.Errors;

namespace DiversityBench.Fixtures.Recorded;

/// <summary>Where a file holds which sample, by prompt and index: in files of its own, so that memory depends on neither samples nor prompts.</summary>
internal sealed class RecordedIndex : IDisposable
{
    private readonly RecordedFile _file;
    private readonly SpilledList<RecordedEntry> _entries;
    private readonly SpilledList<PromptEntry> _prompts;

    /// <summary>Groups the entries of a file.</summary>
    /// <param name="file">The file.</param>
    /// <param name="sorted">Its entries, sorted.</param>
    /// <param name="folder">Where there is room.</param>
    /// <exception cref="BenchException">A sample is there twice, or a prompt has two texts.</exception>
    public RecordedIndex(RecordedFile file, IEnumerable<RecordedEntry> sorted, string folder)
    {
        (_file, _entries, _prompts) = (file, new SpilledList<RecordedEntry>(folder), new SpilledList<PromptEntry>(folder));
        try
        {
            Group(sorted);
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    /// <summary>The prompts, by the stands of their names.</summary>
    public IEnumerable<PromptEntry> Prompts => _prompts.Range(0, _prompts.Count);

    /// <summary>Reads the samples of a prompt, one at a time, in the order of their indices.</summary>
    /// <exception cref="BenchException">The file is gone, or no longer what it was.</exception>
    public IEnumerable<RecordedSample> Read(PromptEntry prompt) => _file.Read(_entries.Range(prompt.First, prompt.Count));

    /// <inheritdoc/>
    public void Dispose()
    {
        _entries.Dispose();
        _prompts.Dispose();
    }

    private void Group(IEnumerable<RecordedEntry> sorted)
    {
        var (first, last, open) = (default(RecordedEntry), default(RecordedEntry), default(PromptEntry));
        foreach (var entry in sorted)
        {
            if (open.Count > 0 && entry.Prompt == open.Key)
            {
                if (entry.Index == last.Index)
                    throw Twice(entry);
                if (entry.PromptText != open.TextKey)
                    throw RecordedFault.TwoTexts($"the prompt {IdOf(first)}", $"lines {first.Line} and {entry.Line} of {_file.Path}", null);
                open = open with { Count = open.Count + 1, Offset = Math.Min(open.Offset, entry.Offset) };
            }
            else
            {
                if (open.Count > 0)
                    _prompts.Add(open);
                (first, open) = (entry, new PromptEntry(entry.Prompt, entry.PromptText, _entries.Count, 1, entry.Offset));
            }

            _entries.Add(entry);
            last = entry;
        }

        if (open.Count > 0)
            _prompts.Add(open);
        _entries.Complete();
        _prompts.Complete();
    }

    private string IdOf(RecordedEntry entry) => _file.Read([entry]).Single().PromptId;

    private BenchException Twice(RecordedEntry again) => RecordedFault.Of(
        _file.Path, again.Line, "a recorded sample", "be there once", "figures would count it twice",
        $"sample {again.Index} of prompt {IdOf(again)} again", "Remove one of the lines, or number samples from 0 within each prompt");
}
