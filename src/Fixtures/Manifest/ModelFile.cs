using System.Collections.Frozen;

namespace DiversityBench.Fixtures.Manifest;

/// <summary>One file of a model, pinned by its hash.</summary>
/// <param name="Path">Path relative to the model's folder, with forward slashes; it never leaves that folder.</param>
/// <param name="Sha256">SHA-256 of the content, 64 lower-case hexadecimal digits; null for a file of the hub that is pinned by its first download.</param>
public sealed record ModelFile(string Path, string? Sha256)
{
    // A manifest may list several graphs of a model; of the files that are not weights, all belong to the model.
    private static readonly FrozenSet<string> NotWeights = new[] { ".json", ".jinja", ".txt", ".model" }.ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    /// <summary>Whether the repository may lack it.</summary>
    public bool IsOptional { get; init; }

    /// <summary>Whether the file is a tokenizer's, a template or a configuration.</summary>
    public bool IsNotWeights => NotWeights.Contains(System.IO.Path.GetExtension(Path));
}
