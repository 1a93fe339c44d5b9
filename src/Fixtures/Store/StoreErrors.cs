using System.Globalization;
using DiversityBench.Metrics.Errors;
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
    public const int Corrupt = 11;
    private const int Full = 13;
    private const int CannotOpen = 14;
    private const int NotADatabase = 26;

    private const string NextAccess = "Make the file and its directory writable, or choose another folder with DIVERSITYBENCH_CACHE";

    public static bool IsCorrupt(SqliteException error) => error.SqliteErrorCode is Corrupt or NotADatabase;

    public static bool IsDenied(SqliteException error) => error.SqliteErrorCode is ReadOnly or CannotOpen;

    /// <summary>The store could not be written although its content is fine.</summary>
    public static bool IsUnwritable(SqliteException error) => error.SqliteErrorCode is ReadOnly or Full;

    /// <summary>Puts an error of SQLite into words; <paramref name="bytes"/> is what was about to be written.</summary>
    public static BenchException From(SqliteException error, string path, long bytes)
    {
        var free = FreeBytes(path);
        return error.SqliteErrorCode switch
        {
            Full => DiskFull(path, bytes, free, error),
            IoError or CannotOpen when free >= 0 && free < bytes => DiskFull(path, bytes, free, error),
            ReadOnly => new(Text(path, "take new samples", "this run generated some that it does not hold", "it can only be read", NextAccess), error),
            Busy or Locked => new(Text(path, "become free", "another process may write only for moments", "it still locked after the busy timeout", "End the process that holds it, then run the same command again"), error),
            CannotOpen => new(Text(path, "open", "finished samples are kept in it", "that the file cannot be opened or created", NextAccess), error),
            _ => new(Text(path, "read and write", "finished samples are kept in it", $"SQLite error {Number(error.SqliteExtendedErrorCode)} ({error.Message})", "Check the disk; move the file away to begin a new store"), error),
        };
    }

    public static BenchException NoDirectory(string path, Exception inner) =>
        new(Text(path, "have a directory", "finished samples are kept in it", $"that it cannot be created ({inner.Message})", NextAccess), inner);

    public static BenchException PathTooLong(string path, int length, int limit) =>
        new(Text(path, $"have a path of at most {Number(limit)} bytes", "SQLite takes no longer one", $"{Number(length)} bytes", "Choose a shorter path with DIVERSITYBENCH_CACHE"));

    public static BenchException Missing(string path) =>
        new(Text(path, "exist", "it is opened for reading only", "no file", "Check the path, or open it for writing to begin a new store"));

    public static BenchException Newer(string path, long version, int newest) =>
        new(Text(path, $"be of version {Number(newest)} or older", "newer layouts are unknown to this program", $"version {Number(version)}", "Use the newer DiversityBench, or choose another folder with DIVERSITYBENCH_CACHE"));

    public static BenchException OlderReadOnly(string path, int version, int newest) =>
        new(Text(path, $"be of version {Number(newest)}", "it can only be read and so not be upgraded", $"version {Number(version)}", "Open it once for writing: it is upgraded then and keeps its samples"));

    public static BenchException Foreign(string path, long tables) =>
        new(Text(path, "be a generation store", "samples are kept nowhere else", $"another SQLite database with {Number(tables)} tables and indices; it was left as it is", "Choose another path with DIVERSITYBENCH_CACHE"));

    public static BenchException CannotSetAside(string path, Exception inner) =>
        new(Text(path, "be set aside", "it is damaged", $"that it cannot be renamed ({inner.Message})", "End other processes that use it and make its directory writable, then run the same command again"), inner);

    private static BenchException DiskFull(string path, long bytes, long free, Exception inner) =>
        new(Text(path, "take a batch of samples", "every batch is stored as soon as it is finished", "the disk full", "Free some space, then run the same command again: it goes on after the last stored batch")
            .With("Bytes needed", bytes).With("Bytes free", free < 0 ? "unknown" : Number(free)), inner);

    private static ErrorText Text(string path, string expectation, string reason, string finding, string next) =>
        new ErrorText("the generation store", expectation, reason, finding, next).With("Store", path).With("Directory", Path.GetDirectoryName(path));

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
