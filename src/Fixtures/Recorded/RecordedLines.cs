using DiversityBench.Metrics.Errors;

namespace DiversityBench.Fixtures.Recorded;

/// <summary>The lines of a file, one at a time, without their ends; memory is that of the longest line.</summary>
/// <param name="stream">The file, at the place from which it is read.</param>
/// <param name="path">Its path.</param>
/// <param name="from">That place.</param>
internal sealed class RecordedLines(Stream stream, string path, RecordedPlace from)
{
    /// <summary>Longest line; a text of 10 MB with log-probabilities fits.</summary>
    public const int Longest = 1 << 28;

    private const int FirstSize = 1 << 18;
    private byte[] _buffer = new byte[FirstSize];
    private int _start;
    private int _end;
    private bool _isAtEnd;

    /// <summary>Where the line that was read last stands.</summary>
    public RecordedLine Last { get; private set; } = new(from.Offset, 0, from);

    /// <summary>Number of the line that was read last, from 1; 0 before the first.</summary>
    public long Number => Last.End.Lines;

    /// <summary>Whether the line that was read last has no line feed: it may be cut.</summary>
    public bool IsUnended { get; private set; }

    /// <summary>Reads the next line. False at the end of the file.</summary>
    /// <param name="line">The line; it holds until the next call.</param>
    /// <exception cref="BenchException">The line is longer than <see cref="Longest"/>.</exception>
    public bool TryRead(out ReadOnlyMemory<byte> line)
    {
        var searched = 0;
        while (true)
        {
            var at = _buffer.AsSpan(_start + searched, _end - _start - searched).IndexOf((byte)'\n');
            if (at >= 0)
            {
                line = Take(searched + at, 1);
                return true;
            }

            searched = _end - _start;
            if (_isAtEnd)
            {
                line = default;
                if (searched == 0)
                    return false;
                IsUnended = true;
                line = Take(searched, 0);
                return true;
            }

            Fill();
        }
    }

    private ReadOnlyMemory<byte> Take(int length, int lineFeed)
    {
        var line = _buffer.AsMemory(_start, length);
        _start += length + lineFeed;
        var begin = Last.End;
        var mark = begin.Lines == 0 && line.Span.StartsWith("\uFEFF"u8) ? 3 : 0;
        line = line.Span.EndsWith("\r"u8) ? line[mark..^1] : line[mark..];
        Last = new RecordedLine(begin.Offset + mark, line.Length, new RecordedPlace(begin.Offset + length + lineFeed, begin.Lines + 1));
        return line;
    }

    private void Fill()
    {
        if (_start > 0)
        {
            _buffer.AsSpan(_start, _end - _start).CopyTo(_buffer);
            (_start, _end) = (0, _end - _start);
        }

        if (_end == _buffer.Length)
        {
            if (_buffer.Length == Longest)
                throw TooLong();
            Array.Resize(ref _buffer, _buffer.Length * 2);
        }

        var read = stream.Read(_buffer, _end, _buffer.Length - _end);
        _end += read;
        _isAtEnd = read == 0;
    }

    private BenchException TooLong() => new(new ErrorText(
            "a line of recorded generations", $"have at most {Longest >> 20} MiB", "it is held in memory as a whole", "a longer one", "Write one JSON object a line")
        .With("File", path).With("Line", Number + 1));
}
