using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using DiversityBench.Fixtures.Hub;
using DiversityBench.Fixtures.Parameters;
using DiversityBench.Fixtures.Settings;
using DiversityBench.Metrics.Errors;

namespace DiversityBench.Fixtures.Manifest;

/// <summary>
/// Checks model files against their hashes when they are first used; a file that has not changed since (size, time of last
/// write) is not read again. Files of the hub are brought here first. Safe for concurrent use.
/// </summary>
/// <param name="root">Folder of models.json; links may not leave it.</param>
/// <param name="hub">Brings files of the hub; null where only files under <paramref name="root"/> are used.</param>
public sealed class ModelFiles(string root, HubModels? hub = null)
{
    private readonly ConcurrentDictionary<(string Path, long Size, DateTime Written), string> hashes = new();

    /// <summary>Checks the files that the model uses: its graph, the graph's external data, tokenizer and configuration.</summary>
    /// <exception cref="BenchException">
    /// A file is missing, cannot be downloaded or differs from its hash (both are shown), or external data are not pinned or unsafe.
    /// </exception>
    public VerifiedModel Verify(ModelDefinition model)
    {
        var local = Bring(model, model.FilesBeforeLoading);
        var graph = local.Files.Single(file => file.Path == model.Graph.Path);
        var graphPath = Path.Combine(local.Folder, graph.Path);
        CheckHash(model, local, graph);
        IReadOnlyList<ModelFile> external = [];
        if (model.Engine == "onnx")
        {
            // The hub keeps external data elsewhere until it is known which of them this graph needs.
            if (model.Hub is not null)
                external = Bring(model, Pinned(model, OnnxExternalData.Locations(graphPath))).Files;
            external = [.. Pinned(model, OnnxExternalData.Check(graphPath, local.Root)).Select(file => external.FirstOrDefault(brought => brought.Path == file.Path) ?? file)];
        }

        ModelFile[] used = [.. local.Files, .. external];
        foreach (var file in used.Where(file => file.Path != graph.Path))
            CheckHash(model, local, file);
        return new VerifiedModel(model, local.Folder, used, Fingerprint(used));
    }

    private LocalFiles Bring(ModelDefinition model, IReadOnlyList<ModelFile> wanted)
    {
        if (model.Hub is null)
            return new LocalFiles(Path.Combine(model.Root ?? root, model.Folder), model.Root ?? root, wanted);
        if (BuildPackages.Objection(model) is { } objection)
            throw new BenchException(objection); // before many gigabytes are fetched in vain
        return wanted.Count == 0 ? new LocalFiles("", "", []) : (hub ?? throw new InvalidOperationException("Models of the hub need a hub.")).Fetch(model, wanted);
    }

    private static string Fingerprint(IEnumerable<ModelFile> files)
    {
        var lines = files.OrderBy(file => file.Path, StringComparer.Ordinal).Select(file => $"{file.Path}\0{file.Sha256}\n");
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Concat(lines))));
    }

    private static ModelFile[] Pinned(ModelDefinition model, IEnumerable<string> locations) =>
        [.. locations.Select(location => Pinned(model, Path.Combine(Path.GetDirectoryName(model.Graph.Path)!, location).Replace('\\', '/')))];

    private static ModelFile Pinned(ModelDefinition model, string path) =>
        model.Files.FirstOrDefault(file => file.Path == path) ?? throw new BenchException(new ErrorText(
                $"the external data {path} of model {model.Id}", "be listed with its hash", "all weights are pinned",
                "it missing among the model's files", "Add it to files of the model in models.json")
            .With("Model", model.Id)
            .With("Files", model.Files.Select(file => file.Path)));

    private void CheckHash(ModelDefinition model, LocalFiles local, ModelFile file)
    {
        var path = Path.Combine(local.Folder, file.Path);
        if (!SafePath.LiesUnder(path, local.Root))
            throw Wrong(model.Hub is null ? "lie under the folder of models.json" : "lie in the repository's part of the cache", $"a link to {SafePath.RealPath(path)}", "Put the file itself there");
        var found = Hash(path) ?? throw Wrong("be there", "no such file", "Get the file, or correct its path in models.json");
        if (found != file.Sha256)
            throw Wrong("be the pinned one", "a file with another hash", model.Hub is null ? "Get the file again, or pin the new one in models.json if it is meant" : "Delete the file, and the next run downloads it again", found);

        BenchException Wrong(string expectation, string finding, string nextStep, string? hash = null) => new(new ErrorText(
                $"the file {file.Path} of model {model.Id}", expectation, "figures hold for the pinned weights only", finding, nextStep)
            .With("File", path)
            .With("Root", local.Root)
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
