using System.Globalization;
using DiversityBench.Metrics.Errors;
using Microsoft.Data.Sqlite;

namespace DiversityBench.Fixtures.Store;

/// <summary>
/// The tables of a store, as steps: step n lifts a store of version n to n + 1. Steps are only ever appended. The
/// version is SQLite's <c>user_version</c>; the <c>application_id</c> tells a store from other SQLite databases.
/// </summary>
internal static class StoreSchema
{
    private const int ApplicationId = 0x44425354; // "DBST"

    // Keys are hashes and ordered; without rowid a record lies in the key's own tree, beside its neighbours.
    public static IReadOnlyList<string> Steps { get; } =
    [
        """
        CREATE TABLE generations (key BLOB NOT NULL PRIMARY KEY, record BLOB NOT NULL) WITHOUT ROWID;
        CREATE TABLE embeddings (key BLOB NOT NULL PRIMARY KEY, record BLOB NOT NULL) WITHOUT ROWID;
        CREATE TABLE quarantine (id INTEGER PRIMARY KEY, source TEXT NOT NULL, key BLOB NOT NULL, record BLOB NOT NULL, reason TEXT NOT NULL);
        """,
        "CREATE TABLE derived (key BLOB NOT NULL PRIMARY KEY, record BLOB NOT NULL) WITHOUT ROWID;",
        "-- Generations may name the most probable tokens of their steps. Programs of before would take such records for damaged.",
    ];

    /// <summary>Brings an open database to the newest version; refuses newer ones and those that are no store.</summary>
    /// <exception cref="BenchException">The database is of a newer version or belongs to something else.</exception>
    public static void Upgrade(SqliteConnection connection, string path, IReadOnlyList<string> steps)
    {
        if (Check(connection, path, steps.Count) == steps.Count)
            return;
        using var transaction = connection.BeginTransaction(deferred: false);
        var version = Check(connection, path, steps.Count); // again: another process may have been first
        foreach (var step in steps.Skip(version))
            Execute(connection, step);
        Execute(connection, string.Create(CultureInfo.InvariantCulture, $"PRAGMA application_id = {ApplicationId}; PRAGMA user_version = {steps.Count};"));
        transaction.Commit();
    }

    /// <summary>Refuses a store that this program cannot read as it is and is not allowed to upgrade.</summary>
    public static void Require(SqliteConnection connection, string path)
    {
        var version = Check(connection, path, Steps.Count);
        if (version < Steps.Count)
            throw StoreErrors.OlderReadOnly(path, version, Steps.Count);
    }

    private static int Check(SqliteConnection connection, string path, int newest)
    {
        var version = Number(connection, "PRAGMA user_version");
        var application = Number(connection, "PRAGMA application_id");
        var tables = Number(connection, "SELECT count(*) FROM sqlite_schema");
        var isFresh = version == 0 && application == 0 && tables == 0;
        if (!isFresh && application != ApplicationId)
            throw StoreErrors.Foreign(path, tables);
        if (version > newest)
            throw StoreErrors.Newer(path, version, newest);
        return (int)version;
    }

    private static long Number(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        return (long)command.ExecuteScalar()!;
    }

    private static void Execute(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }
}
