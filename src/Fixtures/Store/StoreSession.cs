using DiversityBench.Metrics.Errors;
using Microsoft.Data.Sqlite;

namespace DiversityBench.Fixtures.Store;

/// <summary>
/// The one open connection of a store, guarded by a lock. It turns SQLite's errors into <see cref="BenchException"/>
/// and replaces the file when SQLite finds it damaged.
/// </summary>
internal sealed class StoreSession : IDisposable
{
    private const int NewStoreBytes = 256 * 1024; // an empty store with its log and shared-memory file

    private readonly Lock gate = new();
    private readonly string path;
    private readonly GenerationStoreOptions options;
    private readonly List<string> notices = [];
    private SqliteConnection connection;
    private bool disposed;

    public StoreSession(string path, GenerationStoreOptions options)
    {
        this.path = path;
        this.options = options;
        try
        {
            connection = Open();
        }
        catch (SqliteException e)
        {
            throw StoreErrors.From(e, path, NewStoreBytes);
        }
    }

    /// <summary>For tests that disturb it.</summary>
    public SqliteConnection Connection => connection;

    public IReadOnlyList<string> Notices
    {
        get
        {
            lock (gate)
                return [.. notices];
        }
    }

    public void Notice(string text)
    {
        lock (gate)
            notices.Add(text);
    }

    /// <summary>Reads, with nobody else on the connection; once more if the file had to be replaced.</summary>
    public T Read<T>(Func<SqliteConnection, T> read) => Execute(0, read);

    /// <summary>Adds records in one transaction and returns those whose key is taken by other bytes.</summary>
    public List<StoredRecord> Add(RecordTable table, IReadOnlyCollection<StoredRecord> records, out int added)
    {
        added = 0;
        if (records.Count == 0)
            return []; // also where nothing can be written
        (var differing, added) = Execute(records.Sum(record => (long)record.Key.Length + record.Record.Length), open =>
        {
            using var transaction = open.BeginTransaction(deferred: false);
            var kept = table.Add(open, records, out var count);
            transaction.Commit();
            return (kept, count);
        });
        return differing;
    }

    /// <summary>
    /// Replaces the file where keys that are there cannot be come by in order: a byte of another key has changed, which SQLite does not notice, and what lies behind it would be
    /// made again at every run.
    /// </summary>
    /// <param name="table">The table.</param>
    /// <param name="first">Key to begin at.</param>
    /// <param name="keys">Keys that are there, at least one.</param>
    public void RequireInOrder(RecordTable table, byte[] first, IReadOnlyCollection<byte[]> keys) => Execute(0, open =>
    {
        string[] wanted = [.. keys.Select(key => Convert.ToHexString(key)).Order(StringComparer.Ordinal)];
        var seen = table.Keys(open, first, [.. Convert.FromHexString(wanted[^1]), 0]).Select(key => Convert.ToHexString(key)).ToHashSet();
        return seen.IsSupersetOf(wanted) ? true : throw new SqliteException($"keys of {table.Name} are out of order", StoreErrors.Corrupt);
    });

    /// <summary>Moves damaged records out of the way; where the store cannot be written they are only reported.</summary>
    public void Quarantine(RecordTable table, IReadOnlyCollection<StoredRecord> damaged)
    {
        if (damaged.Count == 0)
            return;
        Notice($"{damaged.Count} damaged {table.Name} in {path} were left out and are made again.");
        try
        {
            Execute(0, open =>
            {
                using var transaction = open.BeginTransaction(deferred: false);
                foreach (var record in damaged)
                    table.Quarantine(open, record);
                transaction.Commit();
                return true;
            });
        }
        catch (BenchException e) when (e.InnerException is SqliteException inner && StoreErrors.IsUnwritable(inner))
        {
        }
    }

    public void Dispose()
    {
        lock (gate)
        {
            disposed = true;
            connection.Dispose();
        }
    }

    private T Execute<T>(long bytes, Func<SqliteConnection, T> action)
    {
        lock (gate)
        {
            ObjectDisposedException.ThrowIf(disposed, typeof(GenerationStore));
            try
            {
                try
                {
                    return action(connection);
                }
                catch (SqliteException e) when (StoreErrors.IsCorrupt(e) && !options.ReadOnly)
                {
                    connection.Dispose();
                    connection = Replace();
                    return action(connection);
                }
            }
            catch (SqliteException e)
            {
                throw StoreErrors.From(e, path, bytes);
            }
        }
    }

    private SqliteConnection Open()
    {
        try
        {
            return StoreConnection.Open(path, options);
        }
        catch (SqliteException e) when (StoreErrors.IsCorrupt(e) && !options.ReadOnly)
        {
            return Replace();
        }
    }

    private SqliteConnection Replace()
    {
        var fresh = StoreRecovery.Replace(path, options, out var notice);
        notices.Add(notice);
        return fresh;
    }
}
