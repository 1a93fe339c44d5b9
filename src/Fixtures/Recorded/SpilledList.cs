using DiversityBench.Metrics.Errors;
using Microsoft.Win32.SafeHandles;

namespace DiversityBench.Fixtures.Recorded;

/// <summary>
/// A list in a file without a name, which is gone when the list or the process is: memory does not depend on its length. Records are added by one thread, and read
/// by any number once all are there.
/// </summary>
/// <typeparam name="T">A record.</typeparam>
internal sealed class SpilledList<T> : IDisposable
    where T : struct, ISpillable<T>
{
    private const int BlockRecords = 1024;

    private readonly string _folder;
    private readonly SafeFileHandle _file;
    private byte[] _unwritten = new byte[BlockRecords * T.Size];
    private long _written;
    private int _pending;

    /// <summary>An empty list.</summary>
    /// <param name="folder">Where there is room; the folder for temporary files where nothing can be written there.</param>
    public SpilledList(string folder)
    {
        var file = TryOpen(folder);
        _folder = file is null ? Path.GetTempPath() : folder;
        _file = file ?? Open(_folder);
    }

    /// <summary>Number of records.</summary>
    public long Count => _written + _pending;

    /// <summary>Adds a record.</summary>
    /// <exception cref="BenchException">The disk is full.</exception>
    public void Add(T record)
    {
        record.Write(_unwritten.AsSpan(_pending * T.Size));
        if (++_pending == BlockRecords)
            Flush();
    }

    /// <summary>Ends the adding.</summary>
    public SpilledList<T> Complete()
    {
        Flush();
        _unwritten = [];
        return this;
    }

    /// <summary>Records that follow each other, read a block at a time.</summary>
    /// <param name="first">Place of the first one.</param>
    /// <param name="count">How many.</param>
    /// <param name="block">Most records in memory.</param>
    public IEnumerable<T> Range(long first, long count, int block = BlockRecords)
    {
        var bytes = new byte[(int)Math.Min(count, block) * T.Size];
        for (var end = first + count; first < end;)
        {
            var read = (int)Math.Min(end - first, block);
            ReadExactly(bytes.AsSpan(0, read * T.Size), first * T.Size);
            for (var i = 0; i < read; i++)
                yield return T.Read(bytes.AsSpan(i * T.Size));
            first += read;
        }
    }

    /// <summary>Removes the file.</summary>
    public void Dispose() => _file.Dispose();

    private void Flush()
    {
        try
        {
            RandomAccess.Write(_file, _unwritten.AsSpan(0, _pending * T.Size), _written * T.Size);
        }
        catch (IOException error)
        {
            throw Unusable(_folder, error);
        }

        (_written, _pending) = (_written + _pending, 0);
    }

    private void ReadExactly(Span<byte> bytes, long offset)
    {
        while (bytes.Length > 0)
        {
            var read = RandomAccess.Read(_file, bytes, offset);
            if (read == 0)
                throw new InvalidOperationException("Expected all records to be added before they are read.");
            bytes = bytes[read..];
            offset += read;
        }
    }

    private static SafeFileHandle? TryOpen(string folder)
    {
        try
        {
            return Open(folder);
        }
        catch (BenchException)
        {
            return null;
        }
    }

    private static SafeFileHandle Open(string folder)
    {
        var path = Path.Combine(folder, $"spilled-{Guid.NewGuid():N}.tmp");
        try
        {
            var file = File.OpenHandle(path, FileMode.CreateNew, FileAccess.ReadWrite, FileShare.Delete);
            File.Delete(path); // it lives as long as it is open, and a killed process leaves none
            return file;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw Unusable(folder, error);
        }
    }

    private static BenchException Unusable(string folder, Exception error) => new(
        new ErrorText("the folder for temporary files", "have room", "recorded samples are sorted there", error.Message.TrimEnd('.'), "Make room, or choose another folder for the store").With("Folder", folder), error);
}
