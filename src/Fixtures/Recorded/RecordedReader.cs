using DiversityBench.Metrics.Errors;

namespace DiversityBench.Fixtures.Recorded;

/// <summary>Reads files of recorded generations; see docs/recorded.md. One line is in memory at a time.</summary>
public static class RecordedReader
{
    private const int FileBuffer = 1 << 16;

    /// <summary>The samples of a file, in its order; the same sample twice is not noticed here.</summary>
    /// <param name="path">A JSONL file.</param>
    /// <param name="fields">Names of its fields.</param>
    /// <exception cref="BenchException">While reading: the file is missing, or a line is not as described; names file, line, finding and remedy.</exception>
    public static IEnumerable<RecordedSample> Read(string path, RecordedFields fields) => ReadFrom(path, fields, default).Select(read => read.Sample);

    /// <summary>The samples of a file from a place on, with where they stand.</summary>
    internal static IEnumerable<(RecordedSample Sample, RecordedLine Line)> ReadFrom(string path, RecordedFields fields, RecordedPlace from)
    {
        using var stream = Open(path);
        stream.Position = from.Offset;
        var lines = new RecordedLines(stream, path, from);
        var parser = new RecordedLineParser(fields, path);
        while (Next(lines, path, out var line))
            yield return (parser.Parse(line.Span, lines.Number, lines.IsUnended), lines.Last);

        if (lines.Number == 0)
            throw RecordedFault.Of(path, 1, "a file of recorded generations", "hold at least one line", "nothing can be measured without samples", "an empty file", "Get the file again");
    }

    private static FileStream Open(string path)
    {
        try
        {
            return new FileStream(path, new FileStreamOptions { BufferSize = FileBuffer, Options = FileOptions.SequentialScan });
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw RecordedFault.Unreadable(path, exception);
        }
    }

    private static bool Next(RecordedLines lines, string path, out ReadOnlyMemory<byte> line)
    {
        try
        {
            return lines.TryRead(out line);
        }
        catch (IOException exception)
        {
            throw RecordedFault.Unreadable(path, exception);
        }
    }
}
