namespace DiversityBench.Fixtures.Store;

/// <summary>One row of a record table: a key and a sealed record (see <see cref="RecordSeal"/>).</summary>
internal readonly record struct StoredRecord(byte[] Key, byte[] Record);
