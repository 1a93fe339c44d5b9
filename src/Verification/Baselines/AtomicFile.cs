using System.Text;

namespace DiversityBench.Verification.Baselines;

/// <summary>Writes a file so that its name never holds a part of it.</summary>
public static class AtomicFile
{
    /// <summary>Writes UTF-8 text without byte order mark to a file beside the target, flushes it to disk and renames it.</summary>
    /// <param name="path">The target; its folder is made if need be. An existing file is replaced.</param>
    /// <param name="text">The whole text.</param>
    /// <exception cref="IOException">The target is locked, a folder, or the disk is full; the target is as it was.</exception>
    /// <exception cref="UnauthorizedAccessException">The target or its folder may not be written; the target is as it was.</exception>
    public static void WriteText(string path, string text)
    {
        var target = Path.GetFullPath(path);
        var folder = Path.GetDirectoryName(target)!;
        Directory.CreateDirectory(folder);
        var temporary = Path.Combine(folder, $".{Path.GetFileName(target)}.{Path.GetRandomFileName()}");
        try
        {
            using (var stream = new FileStream(temporary, FileMode.CreateNew, FileAccess.Write, FileShare.None))
            {
                stream.Write(Encoding.UTF8.GetBytes(text));
                stream.Flush(flushToDisk: true);
            }

            File.Move(temporary, target, overwrite: true);
        }
        catch
        {
            File.Delete(temporary);
            throw;
        }
    }
}
