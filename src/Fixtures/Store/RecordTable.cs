using Microsoft.Data.Sqlite;

namespace DiversityBench.Fixtures.Store;

/// <summary>One table of sealed records by key. Callers hold the transaction.</summary>
internal sealed class RecordTable(string name)
{
    public static RecordTable Generations { get; } = new("generations");

    public static RecordTable Embeddings { get; } = new("embeddings");

    public static RecordTable Derived { get; } = new("derived");

    public string Name { get; } = name;

    /// <summary>Records whose key is at least the first and below the last, in order of their keys.</summary>
    public IEnumerable<StoredRecord> Range(SqliteConnection connection, byte[] first, byte[] last)
    {
        using var command = connection.CreateCommand();
        command.CommandText = $"SELECT key, record FROM {Name} WHERE key >= $first AND key < $last ORDER BY key";
        command.Parameters.AddWithValue("$first", first);
        command.Parameters.AddWithValue("$last", last);
        using var reader = command.ExecuteReader();
        while (reader.Read())
            yield return Row(reader);
    }

    /// <summary>Keys from the first up to the last, which is left out, in their order.</summary>
    public IEnumerable<byte[]> Keys(SqliteConnection connection, byte[] first, byte[] last)
    {
        using var command = connection.CreateCommand();
        command.CommandText = $"SELECT key FROM {Name} WHERE key >= $first AND key < $last ORDER BY key";
        command.Parameters.AddWithValue("$first", first);
        command.Parameters.AddWithValue("$last", last);
        using var reader = command.ExecuteReader();
        while (reader.Read())
            yield return Bytes(reader, 0);
    }

    /// <summary>All records, from the smallest key up or from the largest down.</summary>
    public IEnumerable<StoredRecord> All(SqliteConnection connection, bool descending)
    {
        using var command = connection.CreateCommand();
        command.CommandText = $"SELECT key, record FROM {Name} ORDER BY key {(descending ? "DESC" : "ASC")}";
        using var reader = command.ExecuteReader();
        while (reader.Read())
            yield return Row(reader);
    }

    /// <summary>The records under the given keys, with the place of their key; keys without a record are left out.</summary>
    public IEnumerable<(StoredRecord Row, int Index)> Find(SqliteConnection connection, IEnumerable<byte[]> keys)
    {
        using var command = connection.CreateCommand();
        command.CommandText = $"SELECT key, record FROM {Name} WHERE key = $key";
        var parameter = command.Parameters.Add("$key", SqliteType.Blob);
        foreach (var (index, key) in keys.Index())
        {
            parameter.Value = key;
            using var reader = command.ExecuteReader();
            if (reader.Read())
                yield return (Row(reader), index);
        }
    }

    /// <summary>
    /// Adds each record unless its key is taken, and returns those whose key holds other, intact bytes: they are not
    /// stored. A damaged record in the way goes to the quarantine.
    /// </summary>
    public List<StoredRecord> Add(SqliteConnection connection, IEnumerable<StoredRecord> records, out int added)
    {
        using var command = connection.CreateCommand();
        command.CommandText = $"INSERT INTO {Name} (key, record) VALUES ($key, $record) ON CONFLICT (key) DO NOTHING";
        var key = command.Parameters.Add("$key", SqliteType.Blob);
        var blob = command.Parameters.Add("$record", SqliteType.Blob);
        var differing = new List<StoredRecord>();
        added = 0;
        foreach (var record in records)
        {
            key.Value = record.Key;
            blob.Value = record.Record;
            var inserted = command.ExecuteNonQuery();
            if (inserted == 0)
            {
                var held = Find(connection, [record.Key]).Single().Row;
                if (held.Record.AsSpan().SequenceEqual(record.Record))
                    continue;
                if (RecordSeal.IsIntact(held.Key, held.Record))
                {
                    differing.Add(record);
                    continue;
                }

                Quarantine(connection, held);
                inserted = command.ExecuteNonQuery();
            }

            added += inserted;
        }

        return differing;
    }

    /// <summary>Moves a damaged record to the quarantine table, unless it has been replaced meanwhile.</summary>
    public void Quarantine(SqliteConnection connection, StoredRecord damaged)
    {
        if (!Find(connection, [damaged.Key]).Any(held => held.Row.Record.AsSpan().SequenceEqual(damaged.Record)))
            return;
        using var command = connection.CreateCommand();
        command.CommandText = $"""
            INSERT INTO quarantine (source, key, record, reason)
                SELECT '{Name}', key, coalesce(CAST(record AS BLOB), x''), $reason FROM {Name} WHERE key = $key;
            DELETE FROM {Name} WHERE key = $key;
            """;
        command.Parameters.AddWithValue("$key", damaged.Key);
        command.Parameters.AddWithValue("$reason", "checksum or layout does not match");
        command.ExecuteNonQuery();
    }

    // A flipped type byte can make a blob read as something else; as bytes it then fails its seal.
    private static StoredRecord Row(SqliteDataReader reader) => new(Bytes(reader, 0), Bytes(reader, 1));

    private static byte[] Bytes(SqliteDataReader reader, int column) => reader.GetValue(column) as byte[] ?? [];
}
