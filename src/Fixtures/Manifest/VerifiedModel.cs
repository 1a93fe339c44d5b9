namespace DiversityBench.Fixtures.Manifest;

/// <summary>A model whose files were found to be the pinned ones.</summary>
/// <param name="Definition">The model.</param>
/// <param name="Folder">Full path of its folder.</param>
/// <param name="Files">The files in use: the graph, its external data, tokenizer and configuration.</param>
/// <param name="Fingerprint">SHA-256 over names and hashes of those files, 64 lower-case hexadecimal digits.</param>
public sealed record VerifiedModel(ModelDefinition Definition, string Folder, IReadOnlyList<ModelFile> Files, string Fingerprint)
{
    /// <summary>SHA-256 of the files with its weights or recorded generations, in the order of the hashes: the same for a model that is listed again under other names.</summary>
    public string Weights => string.Join(' ', Files.Where(file => file.Path == Definition.Graph.Path || !file.IsNotWeights).Select(file => file.Sha256).Order(StringComparer.Ordinal));

    /// <summary>Full path of the file to load.</summary>
    public string GraphPath => Path.Combine(Folder, Definition.Graph.Path);

    /// <summary>Full path of a file in use, null when the model has none of that name.</summary>
    /// <param name="name">Path relative to the model's folder, for example <c>tokenizer.json</c>.</param>
    public string? PathOf(string name) => Files.Any(file => file.Path == name) ? Path.Combine(Folder, name) : null;
}
