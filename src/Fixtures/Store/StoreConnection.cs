using System.Text;
using DiversityBench.Metrics.Errors;
using Microsoft.Data.Sqlite;

namespace DiversityBench.Fixtures.Store;

/// <summary>Opens the database of a store: for writing where that is possible, else for reading.</summary>
internal static class StoreConnection
{
    private const int LongestUnixPath = 500; // SQLite's own limit is 512 bytes, "-journal" included

    /// <summary>An open connection to a store of the newest schema.</summary>
    /// <exception cref="SqliteException">The file is damaged or cannot be opened.</exception>
    /// <exception cref="BenchException">The file is no store or of a newer version.</exception>
    public static SqliteConnection Open(string path, GenerationStoreOptions options)
    {
        if (!OperatingSystem.IsWindows() && Encoding.UTF8.GetByteCount(path) is > LongestUnixPath and var length)
            throw StoreErrors.PathTooLong(path, length, LongestUnixPath);
        if (options.ReadOnly && !File.Exists(path))
            throw StoreErrors.Missing(path);
        if (!options.ReadOnly)
        {
            try
            {
                return OpenForWriting(path, options);
            }
            catch (SqliteException e) when (StoreErrors.IsDenied(e) && File.Exists(path))
            {
            }
        }

        try
        {
            return OpenForReading(path, options);
        }
        catch (SqliteException e) when (StoreErrors.IsDenied(e) && !HasLog(path))
        {
            // Even a reader of a WAL database keeps a -shm file beside it. Where that cannot be made and no log is
            // there nobody is writing, so the file may be read as immutable.
            return OpenForReading($"file:{Uri.EscapeDataString(path)}?immutable=1", options, path);
        }
    }

    private static bool HasLog(string path) => new FileInfo(path + "-wal") is { Exists: true, Length: > 0 };

    private static SqliteConnection OpenForWriting(string path, GenerationStoreOptions options)
    {
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw StoreErrors.NoDirectory(path, e);
        }

        return Open(path, SqliteOpenMode.ReadWriteCreate, options, connection =>
        {
            // A page holds several records of a usual length. NORMAL: a power cut may lose the last batches, never damage.
            Execute(connection, "PRAGMA page_size = 16384; PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL;");
            StoreSchema.Upgrade(connection, path, StoreSchema.Steps);
        });
    }

    private static SqliteConnection OpenForReading(string source, GenerationStoreOptions options, string? path = null) =>
        Open(source, SqliteOpenMode.ReadOnly, options, connection => StoreSchema.Require(connection, path ?? source));

    private static SqliteConnection Open(string source, SqliteOpenMode mode, GenerationStoreOptions options, Action<SqliteConnection> prepare)
    {
        var text = new SqliteConnectionStringBuilder
        {
            DataSource = source,
            Mode = mode,
            Pooling = false, // so that closing closes: the log is written back and removed
            DefaultTimeout = Math.Max(1, (int)Math.Ceiling(options.BusyTimeout.TotalSeconds)),
        };
        var connection = new SqliteConnection(text.ToString());
        try
        {
            connection.Open();
            prepare(connection);
            return connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    private static void Execute(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }
}
