namespace DiversityBench.Fixtures.Manifest;

/// <summary>One file of a model, pinned by its hash.</summary>
/// <param name="Path">Path relative to the model's folder, with forward slashes; it never leaves that folder.</param>
/// <param name="Sha256">SHA-256 of the content, 64 lower-case hexadecimal digits.</param>
public sealed record ModelFile(string Path, string Sha256);
