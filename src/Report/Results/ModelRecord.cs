namespace DiversityBench.Report.Results;

/// <summary>A model of the run.</summary>
/// <param name="Id">Its name in models.json.</param>
/// <param name="Fingerprint">SHA-256 over its files, hexadecimal.</param>
public sealed record ModelRecord(string Id, string Fingerprint);
