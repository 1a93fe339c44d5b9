using DiversityBench.Fixtures.Generations;
using DiversityBench.Metrics.Errors;

namespace DiversityBench.Fixtures.Store;

/// <summary>
/// Keeps generations, sentence vectors and what is made from them in one SQLite file, keyed by everything that determines them: what is there
/// is not computed again. Each write is one transaction, so a run that is killed loses at most the batch it was
/// storing; several processes may share the file. Safe for concurrent use.
/// </summary>
public sealed class GenerationStore : IDisposable
{
    /// <summary>How many samples before the first of a write must be in order, too: where a damaged key hides samples, it stands next to them.</summary>
    private const int Neighbours = 64;

    private GenerationStore(string path, GenerationStoreOptions options)
    {
        Path = path;
        Session = new StoreSession(path, options);
    }

    /// <summary>Full path of the store's file.</summary>
    public string Path { get; }

    /// <summary>What to tell a person when a run ends early.</summary>
    public string ResumeHint => $"Every finished batch is stored in {Path}. Run the same command again: it goes on after the last one.";

    /// <summary>What a person should know about this store: damaged records, a damaged file, samples that differ.</summary>
    public IReadOnlyList<string> Notices => Session.Notices;

    internal StoreSession Session { get; }

    /// <summary>
    /// Opens a store, or begins one. A file that SQLite cannot read is renamed to <c>.corrupt-n</c> and reported in
    /// <see cref="Notices"/>; a store that cannot be written is opened for reading.
    /// </summary>
    /// <param name="path">The store's file; its directory is created.</param>
    /// <param name="options">Defaults when null.</param>
    /// <exception cref="BenchException">The file cannot be opened, is of a newer version or is another program's database.</exception>
    public static GenerationStore Open(string path, GenerationStoreOptions? options = null) =>
        new(System.IO.Path.GetFullPath(path), options ?? new GenerationStoreOptions());

    /// <summary>The samples of a request that are there, by sample index; damaged ones are quarantined and left out.</summary>
    /// <param name="request">What determines the samples.</param>
    /// <param name="samples">Samples with an index below this are read.</param>
    /// <exception cref="BenchException">The store cannot be read.</exception>
    public IReadOnlyDictionary<int, Generation> Read(GenerationRequest request, int samples)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(samples);
        var key = StoreKey.Of(request);
        var (first, last) = (StoreKey.OfSample(key, 0), StoreKey.OfSample(key, samples));
        var (found, damaged) = Session.Read(connection =>
        {
            var intact = new Dictionary<int, Generation>();
            var broken = new List<StoredRecord>();
            foreach (var row in RecordTable.Generations.Range(connection, first, last))
            {
                if (GenerationRecord.Decode(row.Key, row.Record) is { } generation)
                    intact.Add(generation.SampleIndex, generation);
                else
                    broken.Add(row);
            }

            return (intact, broken);
        });
        Session.Quarantine(RecordTable.Generations, damaged);
        return found;
    }

    /// <summary>Stores samples of one request in one transaction. A sample that is there already is kept as it is.</summary>
    /// <param name="request">What determines the samples.</param>
    /// <param name="generations">Samples in any order.</param>
    /// <exception cref="BenchException">The store can only be read, the disk is full, or another process held it too long.</exception>
    public StoreWriteResult Write(GenerationRequest request, IReadOnlyCollection<Generation> generations)
    {
        var requestKey = StoreKey.Of(request);
        var records = new List<StoredRecord>(generations.Count);
        foreach (var generation in generations)
        {
            ArgumentOutOfRangeException.ThrowIfNegative(generation.SampleIndex, nameof(generations));
            var key = StoreKey.OfSample(requestKey, generation.SampleIndex);
            records.Add(new StoredRecord(key, GenerationRecord.Encode(key, generation)));
        }

        var taken = Session.Add(RecordTable.Generations, records, out var added);
        if (records.Count > 0)
            Session.RequireInOrder(RecordTable.Generations, StoreKey.OfSample(requestKey, Math.Max(0, generations.Min(g => g.SampleIndex) - Neighbours)), [.. records.Select(record => record.Key)]);
        var differing = taken.ConvertAll(record => StoreKey.SampleIndex(record.Key));
        if (differing.Count > 0)
            Session.Notice($"{differing.Count} samples differ from those already in {Path} although their request is the same; the stored ones were kept. Something that the engine fingerprint does not name moves the model's arithmetic.");
        return new StoreWriteResult(added, records.Count - added - differing.Count, differing);
    }

    /// <summary>The vectors that are there, by text; damaged ones are quarantined and left out.</summary>
    /// <param name="encoderFingerprint">Everything but the text that determines a vector.</param>
    /// <param name="texts">Texts to look up.</param>
    /// <exception cref="BenchException">The store cannot be read.</exception>
    public IReadOnlyDictionary<string, float[]> ReadEmbeddings(string encoderFingerprint, IReadOnlyCollection<string> texts)
    {
        var keys = texts.Distinct(StringComparer.Ordinal).Select(text => (Text: text, Key: StoreKey.OfEmbedding(encoderFingerprint, text))).ToList();
        var (found, damaged) = Session.Read(connection =>
        {
            var intact = new Dictionary<string, float[]>(StringComparer.Ordinal);
            var broken = new List<StoredRecord>();
            using var transaction = connection.BeginTransaction(deferred: true);
            foreach (var (row, index) in RecordTable.Embeddings.Find(connection, keys.Select(pair => pair.Key)))
            {
                if (EmbeddingRecord.Decode(row.Key, row.Record) is { } vector)
                    intact.Add(keys[index].Text, vector);
                else
                    broken.Add(row);
            }

            return (intact, broken);
        });
        Session.Quarantine(RecordTable.Embeddings, damaged);
        return found;
    }

    /// <summary>Stores vectors by text in one transaction. A vector that is there already is kept as it is.</summary>
    /// <param name="encoderFingerprint">Everything but the text that determines a vector.</param>
    /// <param name="vectors">A vector for each text.</param>
    /// <exception cref="BenchException">The store can only be read, the disk is full, or another process held it too long.</exception>
    public void WriteEmbeddings(string encoderFingerprint, IReadOnlyDictionary<string, float[]> vectors)
    {
        var records = vectors.Select(pair =>
        {
            var key = StoreKey.OfEmbedding(encoderFingerprint, pair.Key);
            return new StoredRecord(key, EmbeddingRecord.Encode(key, pair.Value));
        });
        Session.Add(RecordTable.Embeddings, records.ToList(), out _);
    }

    /// <summary>What was made from samples under the same determinants, or null; a damaged record is quarantined and null.</summary>
    /// <param name="determinants">Everything that determines it, the code that makes it included.</param>
    /// <exception cref="BenchException">The store cannot be read.</exception>
    public byte[]? ReadDerived(string determinants)
    {
        var rows = Session.Read(connection => RecordTable.Derived.Find(connection, [StoreKey.OfDerived(determinants)]).Select(found => found.Row).ToList());
        if (rows.Count == 0)
            return null;
        if (RecordSeal.IsIntact(rows[0].Key, rows[0].Record))
            return rows[0].Record[..^RecordSeal.Length];
        Session.Quarantine(RecordTable.Derived, rows);
        return null;
    }

    /// <summary>Stores what was made from samples; one that is there already is kept as it is.</summary>
    /// <param name="determinants">Everything that determines it, the code that makes it included.</param>
    /// <param name="content">Its bytes.</param>
    /// <exception cref="BenchException">The store can only be read, the disk is full, or another process held it too long.</exception>
    public void WriteDerived(string determinants, ReadOnlySpan<byte> content)
    {
        var key = StoreKey.OfDerived(determinants);
        byte[] record = [.. content, .. new byte[RecordSeal.Length]];
        RecordSeal.Write(key, record);
        Session.Add(RecordTable.Derived, [new StoredRecord(key, record)], out _);
    }

    /// <summary>Closes the file; its log is written back and removed when no other process has it open.</summary>
    public void Dispose() => Session.Dispose();
}
