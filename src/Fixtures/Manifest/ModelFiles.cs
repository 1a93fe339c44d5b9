using System.Collections.Concurrent;
using System.Collections.Frozen;
using System.Security.Cryptography;
using System.Text;
using DiversityBench.Fixtures.Settings;
using DiversityBench.Metrics.Errors;

namespace DiversityBench.Fixtures.Manifest;

/// <summary>
/// Checks model files against their hashes when they are first used; a file that has not changed since (size, time of last
/// write) is not read again. Safe for concurrent use.
/// </summary>
/// <param name="root">Folder of models.json; links may not leave it.</param>
public sealed class ModelFiles(string root)
{
    // A manifest may list several graphs of a model; of the files that are not weights, all belong to the model.
    private static readonly FrozenSet<string> NotWeights = new[] { ".json", ".jinja", ".txt", ".model" }.ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    private readonly ConcurrentDictionary<(string Path, long Size, DateTime Written), string> hashes = new();

    /// <summary>Checks the files that the model uses: its graph, the graph's external data, tokenizer and configuration.</summary>
    /// <exception cref="BenchException">A file is missing or differs from its hash (both are shown), or external data are not pinned or unsafe.</exception>
    public VerifiedModel Verify(ModelDefinition model)
    {
        var folder = Path.Combine(root, model.Folder);
        CheckHash(model, folder, model.Graph);
        ModelFile[] external = model.Engine != "onnx" ? [] : [.. OnnxExternalData.Check(Path.Combine(folder, model.Graph.Path), root)
            .Select(location => Pinned(model, Path.Combine(Path.GetDirectoryName(model.Graph.Path)!, location).Replace('\\', '/')))];
        ModelFile[] used = [.. model.Files.Where(file => file == model.Graph || external.Contains(file) || NotWeights.Contains(Path.GetExtension(file.Path)))];
        foreach (var file in used.Where(file => file != model.Graph))
            CheckHash(model, folder, file);
        return new VerifiedModel(model, folder, used, Fingerprint(used));
    }

    private static string Fingerprint(IEnumerable<ModelFile> files)
    {
        var lines = files.OrderBy(file => file.Path, StringComparer.Ordinal).Select(file => $"{file.Path}\0{file.Sha256}\n");
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Concat(lines))));
    }

    private static ModelFile Pinned(ModelDefinition model, string path) =>
        model.Files.FirstOrDefault(file => file.Path == path) ?? throw new BenchException(new ErrorText(
                $"the external data {path} of model {model.Id}", "be listed with its hash", "all weights are pinned",
                "it missing among the model's files", "Add it to files of the model in models.json")
            .With("Model", model.Id)
            .With("Files", model.Files.Select(file => file.Path)));

    private void CheckHash(ModelDefinition model, string folder, ModelFile file)
    {
        var path = Path.Combine(folder, file.Path);
        if (!SafePath.LiesUnder(path, root))
            throw Wrong("lie under the folder of models.json", $"a link to {SafePath.RealPath(path)}", "Put the file itself there");
        var found = Hash(path) ?? throw Wrong("be there", "no such file", "Get the file, or correct its path in models.json");
        if (found != file.Sha256)
            throw Wrong("be the pinned one", "a file with another hash", "Get the file again, or pin the new one in models.json if it is meant", found);

        BenchException Wrong(string expectation, string finding, string nextStep, string? hash = null) => new(new ErrorText(
                $"the file {file.Path} of model {model.Id}", expectation, "figures hold for the pinned weights only", finding, nextStep)
            .With("File", path)
            .With("Root", root)
            .With("Pinned SHA-256", hash is null ? null : file.Sha256)
            .With("Found SHA-256", hash));
    }

    private string? Hash(string path)
    {
        var info = new FileInfo(SafePath.RealPath(path));
        if (!info.Exists)
            return null;
        return hashes.GetOrAdd((info.FullName, info.Length, info.LastWriteTimeUtc), key =>
        {
            using var stream = File.OpenRead(key.Path);
            return Convert.ToHexStringLower(SHA256.HashData(stream));
        });
    }
}
