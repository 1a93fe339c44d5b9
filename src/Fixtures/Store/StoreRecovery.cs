using System.Globalization;
using DiversityBench.Metrics.Errors;
using Microsoft.Data.Sqlite;

namespace DiversityBench.Fixtures.Store;

/// <summary>
/// Puts a new store in the place of a damaged file. The damaged file is renamed to <c>.corrupt-n</c>, never deleted,
/// and every intact record that can still be read from it is copied.
/// </summary>
internal static class StoreRecovery
{
    private static readonly string[] Companions = ["", "-wal", "-shm", "-journal"];

    /// <summary>Opens the store in the damaged one's place and says what happened.</summary>
    /// <exception cref="BenchException">The damaged file cannot be renamed.</exception>
    public static SqliteConnection Replace(string path, GenerationStoreOptions options, out string notice)
    {
        using var alone = WaitForLock(path, options.BusyTimeout);
        if (OpenIfHealthy(path, options) is { } replaced)
        {
            notice = $"The damaged store {path} had already been replaced by another process.";
            return replaced;
        }

        var aside = SetAside(path);
        var connection = StoreConnection.Open(path, options);
        try
        {
            var saved = Copy(aside, connection);
            notice = string.Create(CultureInfo.InvariantCulture, $"The store {path} was damaged. It was renamed to {aside}; {saved} intact records were copied from it, the others are generated again.");
            return connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    private static SqliteConnection? OpenIfHealthy(string path, GenerationStoreOptions options)
    {
        SqliteConnection? connection = null;
        try
        {
            connection = StoreConnection.Open(path, options);
            using var command = connection.CreateCommand();
            command.CommandText = "PRAGMA integrity_check(1)";
            if (command.ExecuteScalar() is "ok")
                return connection;
        }
        catch (SqliteException e) when (StoreErrors.IsCorrupt(e))
        {
        }

        connection?.Dispose();
        return null;
    }

    private static string SetAside(string path)
    {
        var number = 1;
        while (Companions.Any(companion => File.Exists(Aside(path, number) + companion)))
            number++;
        try
        {
            foreach (var companion in Companions.Where(companion => File.Exists(path + companion)))
                File.Move(path + companion, Aside(path, number) + companion);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw StoreErrors.CannotSetAside(path, e);
        }

        return Aside(path, number);
    }

    private static string Aside(string path, int number) => string.Create(CultureInfo.InvariantCulture, $"{path}.corrupt-{number}");

    private static int Copy(string aside, SqliteConnection target)
    {
        SqliteConnection source;
        try
        {
            source = StoreConnection.Open(aside, new GenerationStoreOptions { ReadOnly = true });
        }
        catch (Exception e) when (e is SqliteException or BenchException)
        {
            return 0; // nothing in it can be read
        }

        using (source)
        {
            using var transaction = target.BeginTransaction(deferred: false);
            var saved = 0;
            foreach (var table in new[] { RecordTable.Generations, RecordTable.Embeddings })
            {
                // Up to the first damaged page from below, then down to the last one from above.
                foreach (var descending in new[] { false, true })
                {
                    table.Add(target, Readable(table.All(source, descending)), out var added);
                    saved += added;
                }
            }

            transaction.Commit();
            return saved;
        }
    }

    private static IEnumerable<StoredRecord> Readable(IEnumerable<StoredRecord> records)
    {
        using var rows = records.GetEnumerator();
        while (TryMoveNext(rows))
        {
            if (RecordSeal.IsIntact(rows.Current.Key, rows.Current.Record))
                yield return rows.Current;
        }
    }

    private static bool TryMoveNext(IEnumerator<StoredRecord> rows)
    {
        try
        {
            return rows.MoveNext();
        }
        catch (SqliteException)
        {
            return false;
        }
    }

    /// <summary>Keeps other processes from replacing the same file at the same time. The lock file stays.</summary>
    private static FileStream WaitForLock(string path, TimeSpan timeout)
    {
        var tries = 1 + (int)(timeout / TimeSpan.FromMilliseconds(50));
        using var pause = new ManualResetEventSlim();
        while (true)
        {
            try
            {
                return new FileStream(path + ".recovery-lock", FileMode.OpenOrCreate, FileAccess.Write, FileShare.None);
            }
            catch (IOException) when (--tries > 0)
            {
                pause.Wait(TimeSpan.FromMilliseconds(50));
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                throw StoreErrors.CannotSetAside(path, e);
            }
        }
    }
}
