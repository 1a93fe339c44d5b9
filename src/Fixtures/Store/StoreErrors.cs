using System.Globalization;
using Microsoft.Data.Sqlite;

namespace DiversityBench.Fixtures.Store;

/// <summary>What can go wrong with a store, in words.</summary>
internal static class StoreErrors
{
    // SQLite's primary result codes: https://www.sqlite.org/rescode.html
    private const int Busy = 5;
    private const int Locked = 6;
    private const int ReadOnly = 8;
    private const int IoError = 10;
    private const int Corrupt = 11;
    private const int Full = 13;
    private const int CannotOpen = 14;
    private const int NotADatabase = 26;

    private const string NextAccess = "make the file and its directory writable, or choose another folder with DIVERSITYBENCH_CACHE.";

    public static bool IsCorrupt(SqliteException error) => error.SqliteErrorCode is Corrupt or NotADatabase;

    public static bool IsDenied(SqliteException error) => error.SqliteErrorCode is ReadOnly or CannotOpen;

    /// <summary>The store could not be written although its content is fine.</summary>
    public static bool IsUnwritable(SqliteException error) => error.SqliteErrorCode is ReadOnly or Full;

    /// <summary>Puts an error of SQLite into words; <paramref name="bytes"/> is what was about to be written.</summary>
    public static StoreException From(SqliteException error, string path, long bytes)
    {
        var free = FreeBytes(path);
        return error.SqliteErrorCode switch
        {
            Full => DiskFull(path, bytes, free, error),
            IoError or CannotOpen when free >= 0 && free < bytes => DiskFull(path, bytes, free, error),
            ReadOnly => Message(path, "take new samples because this run generated some that it does not hold", "it can only be read", NextAccess, error),
            Busy or Locked => Message(path, "become free because another process may write only for moments", "it still locked after the busy timeout", "end the process that holds it, then run the same command again.", error),
            CannotOpen => Message(path, "open because finished samples are kept in it", "that the file cannot be opened or created", NextAccess, error),
            _ => Message(path, "read and write because finished samples are kept in it", $"SQLite error {Number(error.SqliteExtendedErrorCode)} ({error.Message})", "check the disk; move the file away to begin a new store.", error),
        };
    }

    public static StoreException NoDirectory(string path, Exception inner) =>
        Message(path, "have a directory because finished samples are kept in it", $"that it cannot be created ({inner.Message})", NextAccess, inner);

    public static StoreException PathTooLong(string path, int length, int limit) =>
        Message(path, $"have a path of at most {Number(limit)} bytes because SQLite takes no longer one", $"{Number(length)} bytes", "choose a shorter path with DIVERSITYBENCH_CACHE.");

    public static StoreException Missing(string path) =>
        Message(path, "exist because it is opened for reading only", "no file", "check the path, or open it for writing to begin a new store.");

    public static StoreException Newer(string path, long version, int newest) =>
        Message(path, $"be of version {Number(newest)} or older because newer layouts are unknown to this program", $"version {Number(version)}", "use the newer DiversityBench, or choose another folder with DIVERSITYBENCH_CACHE.");

    public static StoreException OlderReadOnly(string path, int version, int newest) =>
        Message(path, $"be of version {Number(newest)} because it can only be read and so not be upgraded", $"version {Number(version)}", "open it once for writing: it is upgraded then and keeps its samples.");

    public static StoreException Foreign(string path, long tables) =>
        Message(path, "be a generation store because samples are kept nowhere else", $"another SQLite database with {Number(tables)} tables and indices; it was left as it is", "choose another path with DIVERSITYBENCH_CACHE.");

    public static StoreException CannotSetAside(string path, Exception inner) =>
        Message(path, "be set aside because it is damaged", $"that it cannot be renamed ({inner.Message})", "end other processes that use it and make its directory writable, then run the same command again.", inner);

    private static StoreException DiskFull(string path, long bytes, long free, Exception inner) =>
        Message(path, $"take a batch of samples because every batch is stored as soon as it is finished", "the disk full", "free some space, then run the same command again: it goes on after the last stored batch.", inner, $"Bytes needed: {Number(bytes)}", $"Bytes free: {(free < 0 ? "unknown" : Number(free))}");

    private static StoreException Message(string path, string expectation, string finding, string next, Exception? inner = null, params string[] lines)
    {
        string[] all =
        [
            $"Expected the generation store to {expectation}, but found {finding}.",
            $"Store: {path}",
            $"Directory: {Path.GetDirectoryName(path)}",
            .. lines,
            $"Next step: {next}",
        ];
        return new StoreException(string.Join('\n', all), inner);
    }

    private static long FreeBytes(string path)
    {
        try
        {
            return new DriveInfo(Path.GetDirectoryName(path)!).AvailableFreeSpace;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException)
        {
            return -1;
        }
    }

    private static string Number(long value) => value.ToString(CultureInfo.InvariantCulture);
}
