namespace DiversityBench.Fixtures.Hub;

/// <summary>Excludes other processes, the hub's own tools among them, by an exclusive lock on a file; a process that dies lets go of it.</summary>
internal static class FileLock
{
    private const int SharingViolation = unchecked((int)0x80070020);
    private const int WouldBlockOnLinux = 11;
    private const int WouldBlockOnMac = 35;
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);

    /// <summary>Whether a file could not be opened because another holds it, and for no other reason.</summary>
    public static bool IsHeld(IOException exception) => exception.HResult is SharingViolation or WouldBlockOnLinux or WouldBlockOnMac;

    /// <summary>Waits for the lock.</summary>
    /// <param name="path">The file to lock; it is made and stays.</param>
    /// <param name="onWait">Called once if another holds the lock.</param>
    /// <param name="cancellation">Ends the wait.</param>
    /// <returns>Holds the lock until it is disposed of.</returns>
    public static async Task<IDisposable> AcquireAsync(string path, Action onWait, CancellationToken cancellation)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        for (var isFirst = true; ; isFirst = false)
        {
            try
            {
                return new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            }
            catch (IOException exception) when (IsHeld(exception))
            {
                if (isFirst)
                    onWait();
                await Task.Delay(Pause, cancellation).ConfigureAwait(false);
            }
        }
    }
}
