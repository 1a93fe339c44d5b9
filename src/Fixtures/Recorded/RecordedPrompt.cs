using DiversityBench.Metrics.Errors;

namespace DiversityBench.Fixtures.Recorded;

/// <summary>What a file holds of one prompt. Its samples are read when they are asked for.</summary>
public sealed class RecordedPrompt
{
    private readonly RecordedFile _file;
    private readonly List<RecordedEntry> _entries;
    private readonly int _first;

    private RecordedPrompt(RecordedFile file, List<RecordedEntry> entries, int first, int count)
    {
        (_file, _entries, _first, Count) = (file, entries, first, count);
        Offset = Entries.Min(entry => entry.Offset);
    }

    /// <summary>Number of its samples, those without an answer included; at least 1.</summary>
    public int Count { get; }

    /// <summary>Stands for its name.</summary>
    internal UInt128 Key => _entries[_first].Prompt;

    /// <summary>Stands for its text; 0 where the file does not hold it.</summary>
    internal ulong TextKey => _entries[_first].PromptText;

    /// <summary>Bytes of the file before its first line.</summary>
    internal long Offset { get; }

    private IEnumerable<RecordedEntry> Entries => Enumerable.Range(_first, Count).Select(i => _entries[i]);

    /// <summary>Whether its text, as far as the file holds it, is one of these.</summary>
    public bool IsOneOf(params IEnumerable<string> texts) => TextKey != 0 && texts.Any(text => RecordedKey.OfText(text) == TextKey);

    /// <summary>Reads its samples, in the order of their indices.</summary>
    /// <exception cref="BenchException">The file is gone, or no longer what it was.</exception>
    public IReadOnlyList<RecordedSample> Read() => _file.Read(Entries);

    /// <summary>Groups the entries of a file, which are sorted.</summary>
    /// <exception cref="BenchException">A sample is there twice, or a prompt has two texts.</exception>
    internal static IReadOnlyList<RecordedPrompt> Of(RecordedFile file, List<RecordedEntry> entries)
    {
        var prompts = new List<RecordedPrompt>();
        var first = 0;
        for (var i = 1; i <= entries.Count; i++)
        {
            if (i < entries.Count && entries[i].Prompt == entries[first].Prompt)
            {
                if (entries[i].Index == entries[i - 1].Index)
                    throw Twice(file, entries[i]);
                if (entries[i].PromptText != entries[first].PromptText)
                    throw RecordedFault.TwoTexts($"the prompt {file.Read([entries[first]])[0].PromptId}", $"lines {entries[first].Line} and {entries[i].Line} of {file.Path}", null);
                continue;
            }

            prompts.Add(new RecordedPrompt(file, entries, first, i - first));
            first = i;
        }

        return prompts;
    }

    private static BenchException Twice(RecordedFile file, RecordedEntry again) => RecordedFault.Of(
        file.Path, again.Line, "a recorded sample", "be there once", "figures would count it twice",
        $"sample {again.Index} of prompt {file.Read([again])[0].PromptId} again", "Remove one of the lines, or number samples from 0 within each prompt");
}
