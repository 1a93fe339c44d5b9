namespace DiversityBench.Fixtures;

/// <summary>Puts files in their place whole: under its name a file is there completely or as it was before, and a fault leaves nothing beside it.</summary>
internal static class WholeFile
{
    /// <summary>Writes a file beside its place, flushes it to disk and renames it.</summary>
    /// <param name="path">The place; its folder is made if need be. A file that is there is replaced.</param>
    /// <param name="write">Writes the content.</param>
    /// <exception cref="IOException">The place is locked or a folder, or the disk is full.</exception>
    /// <exception cref="UnauthorizedAccessException">The place or its folder may not be written.</exception>
    public static void Write(string path, Action<Stream> write)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        Place(path, temporary =>
        {
            using var file = new FileStream(temporary, FileMode.CreateNew, FileAccess.Write, FileShare.None, 1 << 16);
            write(file);
            file.Flush(flushToDisk: true);
        });
    }

    /// <summary>As <see cref="Write"/>, of what makes a file or link itself; without a flush it may be lost with the machine, but not with the process.</summary>
    /// <param name="path">The place, in a folder that is there.</param>
    /// <param name="make">Makes it at the path that it is given.</param>
    public static void Place(string path, Action<string> make)
    {
        var temporary = $"{path}.{Guid.NewGuid():N}.tmp";
        try
        {
            make(temporary);
            File.Move(temporary, path, overwrite: true);
        }
        catch
        {
            Remove(temporary);
            throw;
        }
    }

    /// <summary>The first fault is what counts.</summary>
    private static void Remove(string temporary)
    {
        try
        {
            File.Delete(temporary);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
        }
    }
}
