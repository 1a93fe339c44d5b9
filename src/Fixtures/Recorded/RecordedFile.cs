using DiversityBench.Metrics.Errors;
using Microsoft.Win32.SafeHandles;

namespace DiversityBench.Fixtures.Recorded;

/// <summary>A file of recorded generations and how its fields are called.</summary>
/// <param name="Path">Its path.</param>
/// <param name="Fields">Names of its fields.</param>
internal sealed record RecordedFile(string Path, RecordedFields Fields)
{
    /// <summary>Where the file holds which sample, from a place on, each with the place behind it.</summary>
    public IEnumerable<(RecordedEntry Entry, RecordedPlace End)> EntriesFrom(RecordedPlace from)
    {
        (RecordedSample Sample, RecordedEntry Entry)? before = null;
        foreach (var (sample, line) in RecordedReader.ReadFrom(Path, Fields, from))
        {
            // Samples of a prompt mostly follow each other.
            var name = sample.PromptId == before?.Sample.PromptId ? before.Value.Entry.Prompt : RecordedKey.OfName(sample.PromptId);
            var text = before is { } last && sample.Prompt == last.Sample.Prompt ? last.Entry.PromptText : RecordedKey.OfText(sample.Prompt);
            var entry = new RecordedEntry(name, text, sample.Index, line.Length, line.Offset, line.End.Lines);
            before = (sample, entry);
            yield return (entry, line.End);
        }
    }

    /// <summary>Reads samples at places that are known, one at a time.</summary>
    /// <exception cref="BenchException">The file is gone, or no longer what it was.</exception>
    public IEnumerable<RecordedSample> Read(IEnumerable<RecordedEntry> entries)
    {
        using var file = Open();
        var parser = new RecordedLineParser(Fields, Path);
        foreach (var entry in entries)
            yield return OfEntry(parser.Parse(Line(file, entry), entry.Line, isUnended: false), entry);
    }

    private SafeFileHandle Open()
    {
        try
        {
            return File.OpenHandle(Path, options: FileOptions.RandomAccess);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw RecordedFault.Unreadable(Path, exception);
        }
    }

    /// <summary>A file that was replaced after it was imported has other samples at its places.</summary>
    private RecordedSample OfEntry(RecordedSample sample, RecordedEntry entry) =>
        RecordedKey.OfName(sample.PromptId) == entry.Prompt && sample.Index == entry.Index && RecordedKey.OfText(sample.Prompt) == entry.PromptText ? sample : throw RecordedFault.Replaced(Path, entry.Line);

    private byte[] Line(SafeFileHandle file, RecordedEntry entry)
    {
        var line = new byte[entry.Length];
        for (var read = 0; read < line.Length;)
        {
            var more = Read(file, line.AsSpan(read), entry.Offset + read);
            read += more > 0 ? more : throw RecordedFault.Shorter(Path);
        }

        return line;
    }

    private int Read(SafeFileHandle file, Span<byte> bytes, long offset)
    {
        try
        {
            return RandomAccess.Read(file, bytes, offset);
        }
        catch (IOException exception)
        {
            throw RecordedFault.Unreadable(Path, exception);
        }
    }
}
