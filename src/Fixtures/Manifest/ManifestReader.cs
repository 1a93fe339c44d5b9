using DiversityBench.Fixtures.Parameters;
using DiversityBench.Fixtures.Settings;
using DiversityBench.Metrics.Errors;

namespace DiversityBench.Fixtures.Manifest;

/// <summary>Reads models.json; see docs/manifest.md. Strict: whatever is not known, safe and consistent is an error, and nothing is loaded.</summary>
public static class ManifestReader
{
    private const string Sample =
        """{ "version": 1, "models": [{ "id": "my-base", "engine": "onnx", "source": { "type": "file", "path": "models/my-base" }, "licence": "Apache-2.0", "graph": "model.onnx", "files": [{ "path": "model.onnx", "sha256": "…" }] }], "pairs": [{ "id": "mine", "base": "my-base", "aligned": "my-aligned" }] }""";

    /// <summary>Reads and checks a manifest. Files of models are not opened; <see cref="ModelFiles"/> checks them when they are first used.</summary>
    /// <param name="path">Path of models.json.</param>
    /// <exception cref="BenchException">
    /// The file is missing, empty or no strict JSON, or says something that cannot hold; the text gives place, JSON path, value and remedy.
    /// </exception>
    public static ModelManifest Read(string path)
    {
        var full = Path.GetFullPath(path);
        var document = LocatedJson.Parse(Content(full), full, ManifestTable.AllowedAt);
        ManifestTable.Shape.Check(document, "the manifest");

        var root = Path.GetDirectoryName(full)!;
        var defaults = new ParameterValues(document["defaults"] ?? ParameterValues.None.Values);
        var read = ModelReader.ReadAll(document["models"], defaults.Values, root);
        var encoders = ModelReader.ReadAll(document["encoders"], defaults.Values, root);
        RequireDistinct(Items(document["models"]).Concat(Items(document["encoders"])), "id", "model");
        RequireOneSpelling(Items(document["models"]).Concat(Items(document["encoders"])));
        var models = WithCommonNumbers(read, Items(document["models"]));
        RequireDistinct(Items(document["ladders"]), "id", "ladder");
        RequireDistinct(Items(document["pairs"]), "id", "pair");
        return new ModelManifest(
            full,
            defaults,
            models,
            encoders,
            [.. Items(document["ladders"]).Select(ladder => ReadLadder(ladder, models, root))],
            [.. Items(document["pairs"]).Select(pair => ReadPair(pair, models))]);
    }

    private static IReadOnlyList<ModelDefinition> WithCommonNumbers(IReadOnlyList<ModelDefinition> models, IEnumerable<Node> nodes)
    {
        var others = nodes.Where(node => node["randomNumbersOf"] is not null).ToDictionary(node => node["id"]!.Text, node => node["randomNumbersOf"]!, StringComparer.Ordinal);
        return [.. models.Select(model => others.TryGetValue(model.Id, out var other) ? model with { RandomNumbersOf = Source(other) } : model)];

        ModelDefinition Source(Node other)
        {
            var found = Find(other, models);
            return !others.ContainsKey(found.Id) && !found.IsOfTexts ? found : throw new BenchException(SettingError.Text(
                other, "name a model that draws random numbers of its own", "two forms of it then share them", $"\"{found.Id}\", which does not", "Name the model that this one is a form of"));
        }
    }

    /// <summary>Tests take the samples of two arms as independent.</summary>
    private static void RequireOwnNumbers(Node place, params IEnumerable<ModelDefinition> models)
    {
        if (models.GroupBy(model => model.RandomNumbersOf?.Id ?? model.Id).FirstOrDefault(group => group.Count() > 1) is { } shared)
        {
            throw new BenchException(SettingError.Text(
                place, "name models that draw different random numbers", "tests take their samples as independent", string.Join(" and ", shared.Select(model => $"\"{model.Id}\"")), "Remove randomNumbersOf from one of them, or name another model"));
        }
    }

    private static byte[] Content(string path)
    {
        ErrorText Unusable(string finding) => new ErrorText(
                "models.json", "name the models and pairs to compare", "nothing can be measured without models", finding,
                "Give the path of a manifest, or write one like the sample")
            .With("Path", path)
            .With("Sample", Sample);
        try
        {
            var content = File.ReadAllBytes(path);
            return content.AsSpan().Trim(" \t\r\n"u8).IsEmpty ? throw new BenchException(Unusable("an empty file")) : content;
        }
        catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new BenchException(Unusable("no file at that path"), exception);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new BenchException(Unusable($"a file that cannot be read ({exception.Message.TrimEnd('.')})"), exception);
        }
    }

    private static Ladder ReadLadder(Node ladder, IReadOnlyList<ModelDefinition> models, string root)
    {
        var rungs = Items(ladder["rungs"]).ToArray();
        RequireDistinct(rungs, "name", "rung");
        if (ladder["truth"] is { } truth)
            ModelReader.RequireUnderRoot(truth, root);
        RequireOwnNumbers(ladder["rungs"]!, rungs.Select(rung => Find(rung["model"]!, models)).DistinctBy(model => model.Id));
        return new Ladder(
            ladder["id"]!.Text,
            [.. rungs.Select((rung, i) => new Rung(rung["name"]!.Text, Find(rung["model"]!, models), From(rung, [.. rungs.Take(i).Select(r => r["name"]!.Text)])))],
            ladder["truth"] is { } path ? Path.GetFullPath(Path.Combine(root, path.Text)) : null);
    }

    private static string? From(Node rung, string[] earlier)
    {
        if (rung["from"] is not { } from)
            return earlier.LastOrDefault();
        return earlier.Contains(from.Text)
            ? from.Text
            : throw SettingError.Unknown(from.Path, from.Place, from.Text, "rung", "a stage is trained from one that stands before it", earlier);
    }

    private static ModelPair ReadPair(Node pair, IReadOnlyList<ModelDefinition> models)
    {
        var (before, after) = (Find(pair["base"]!, models), Find(pair["aligned"]!, models));
        if (before.Id == after.Id)
        {
            throw new BenchException(SettingError.Text(
                pair["aligned"]!, "name another model than base", "a model compared with itself shows no effect of alignment",
                nextStep: "Name the model after alignment"));
        }

        RequireOwnNumbers(pair["aligned"]!, before, after);
        return new ModelPair(pair["id"]!.Text, before, after);
    }

    private static ModelDefinition Find(Node reference, IReadOnlyList<ModelDefinition> models) =>
        models.FirstOrDefault(model => model.Id == reference.Text) ?? throw SettingError.Unknown(
            reference.Path, reference.Place, reference.Text, "model", "it refers to one of $.models",
            [.. models.Select(model => model.Id)]);

    // Ids name folders, and not every file system tells cases apart.
    private static void RequireDistinct(IEnumerable<Node> owners, string key, string kind)
    {
        var seen = new Dictionary<string, Node>(StringComparer.OrdinalIgnoreCase);
        foreach (var id in owners.Select(owner => owner[key]!))
        {
            if (!seen.TryAdd(id.Text, id))
                throw SettingError.Twice($"the {kind} {key} {id.Path}", $"each {kind} is found by it, whatever the case of letters", id.Text, seen[id.Text].Place, id.Place);
        }
    }

    // Repositories and their revisions name folders and files of the cache.
    private static void RequireOneSpelling(IEnumerable<Node> owners)
    {
        var seen = new Dictionary<string, Node>(StringComparer.OrdinalIgnoreCase);
        foreach (var source in owners.Select(owner => owner["source"]!).Where(source => source["repo"] is not null))
        {
            var (repo, revision) = (source["repo"]!, source["revision"] ?? source["repo"]!);
            foreach (var (name, part) in new[] { (repo.Text, repo), ($"{repo.Text}@{source["revision"]?.Text ?? "main"}", revision) })
            {
                if (!seen.TryAdd(name, part) && seen[name].Text != part.Text)
                    throw SettingError.Twice($"the repository {part.Path}", "not every file system tells cases apart", part.Text, seen[name].Place, part.Place);
            }
        }
    }

    private static IEnumerable<Node> Items(Node? list) => list is null ? [] : list.Items;
}
