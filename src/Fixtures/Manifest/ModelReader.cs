using DiversityBench.Fixtures.Parameters;
using DiversityBench.Fixtures.Recorded;
using DiversityBench.Fixtures.Settings;
using DiversityBench.Fixtures.Tokenization.Normalization;
using DiversityBench.Metrics.Errors;

namespace DiversityBench.Fixtures.Manifest;

/// <summary>Reads the models of a manifest whose shape has been checked.</summary>
internal static class ModelReader
{
    private const string Recorded = "recorded";
    private const string Endpoint = "endpoint";
    private const int UsualTopLogProbabilities = 5;

    public static IReadOnlyList<ModelDefinition> ReadAll(Node? models, Node defaults, string root) =>
        models is null ? [] : [.. models.Items.Select(model => Read(model, defaults, root))];

    private static ModelDefinition Read(Node model, Node defaults, string root)
    {
        var (engine, type) = (model["engine"]!, model["source"]!["type"]!);
        string[] fitting = engine.Text is Recorded or Endpoint ? [engine.Text] : ["file", "hub"];
        if (!fitting.Contains(type.Text))
            throw new BenchException(SettingError.Text(type, $"be {string.Join(" or ", fitting)}", $"the engine is {engine.Text}"));
        return type.Text switch
        {
            Recorded => ReadRecorded(model, root),
            Endpoint => ReadServed(model, defaults),
            _ => ReadFiles(model, defaults, root),
        };
    }

    private static ModelDefinition ReadServed(Node model, Node defaults)
    {
        var source = model["source"]!;
        return new ModelDefinition
        {
            Id = model["id"]!.Text,
            Engine = Endpoint,
            Folder = "",
            Licence = model["licence"]!.Text,
            Graph = new ModelFile("", null),
            Files = [],
            Endpoint = new EndpointSource(
                new Uri(source["url"]!.Text.TrimEnd('/') + "/"), source["model"]!.Text, source["revision"]?.Text ?? "main", source["keyVariable"]?.Text, source["topLogProbabilities"]?.Whole ?? UsualTopLogProbabilities),
            RecordedVocabulary = ReadVocabulary(source),
            StopStrings = model["stopStrings"]?.Texts ?? [],
            Batch = (model["batch"] ?? defaults["batch"])?.Whole,
        };
    }

    private static ModelDefinition ReadRecorded(Node model, string root)
    {
        var source = model["source"]!;
        var path = source["path"]!;
        RequireUnderRoot(path, root);
        var file = new ModelFile(Path.GetFileName(path.Text), source["sha256"]!.Text);
        return new ModelDefinition
        {
            Id = model["id"]!.Text,
            Engine = Recorded,
            Folder = Path.GetDirectoryName(path.Text)!.Replace('\\', '/'),
            Licence = model["licence"]!.Text,
            Graph = file,
            Files = [file],
            RecordedFields = ReadFields(source["fields"]),
            RecordedVocabulary = ReadVocabulary(source),
        };
    }

    private static RecordedVocabulary? ReadVocabulary(Node source) =>
        source["vocabulary"] is { } vocabulary ? new RecordedVocabulary(vocabulary["size"]!.Whole, vocabulary["sha256"]!.Text) : null;

    private static RecordedFields ReadFields(Node? fields)
    {
        var usual = new RecordedFields();
        string Name(string key, string other) => fields?[key]?.Text ?? other;
        return new RecordedFields
        {
            PromptId = Name("promptId", usual.PromptId),
            Prompt = Name("prompt", usual.Prompt),
            SampleIndex = Name("sampleIndex", usual.SampleIndex),
            Text = Name("text", usual.Text),
            Label = Name("label", usual.Label),
            FinishReason = Name("finishReason", usual.FinishReason),
            LogProbabilities = Name("logProbabilities", usual.LogProbabilities),
        };
    }

    private static ModelDefinition ReadFiles(Node model, Node defaults, string root)
    {
        var source = model["source"]!;
        if (source["path"] is { } folder)
            RequireUnderRoot(folder, root);
        var files = model["files"]!;
        RequireDistinctPaths(files);
        if (source["repo"] is null)
        {
            RequireHashes(files);
            RequireNoneOptional(files);
        }

        Node? Setting(string name) => model[name] ?? defaults[name];
        ModelFile[] pinned = [.. files.Items.Select(file => new ModelFile(file["path"]!.Text, file["sha256"]?.Text) { IsOptional = file["optional"]?.Flag ?? false })];
        var graph = model["graph"]!;
        return new ModelDefinition
        {
            Id = model["id"]!.Text,
            Engine = model["engine"]!.Text,
            Folder = source["path"]?.Text ?? "",
            Hub = source["repo"] is { } repo ? new HubSource(repo.Text, source["revision"]?.Text ?? "main") : null,
            Licence = model["licence"]!.Text,
            Graph = Listed(model["dtype"] is { } dtype ? graph with { Text = DtypeNames.GraphOf(graph.Text, dtype.Text) } : graph, pinned),
            Files = pinned,
            Tokenizer = model["tokenizer"] is { } tokenizer ? Listed(tokenizer, pinned).Path : null,
            MemoryInGiB = model["memoryInGiB"]?.Number,
            IsGated = model["gated"]?.Flag ?? false,
            ChatTemplate = model["chatTemplate"]?.Text,
            StopStrings = model["stopStrings"]?.Texts ?? [],
            Device = Setting("device") is { } device ? Devices.Parse(device.Text) : Device.Cpu,
            Threads = Setting("threads")?.Whole,
            Batch = Setting("batch")?.Whole,
            Context = model["context"]?.Whole,
            MemoryLimit = model["memoryLimit"]?.Whole,
        };
    }

    private static void RequireNoneOptional(Node files)
    {
        if (files.Items.Select(file => file["optional"]).FirstOrDefault(optional => optional is { Flag: true }) is { } open)
            throw new BenchException(SettingError.Text(open, "be left out", "files of this machine are there or not", nextStep: "List the file without optional, or not at all"));
    }

    private static ModelFile Listed(Node path, ModelFile[] files)
    {
        var file = files.FirstOrDefault(file => file.Path == path.Text) ?? throw SettingError.Unknown(
            path.Path, path.Place, path.Text, "file", "only files with a hash are loaded", [.. files.Select(file => file.Path)]);
        return file.IsOptional
            ? throw new BenchException(SettingError.Text(path, "name a file that is not optional", "no model is loaded without it", nextStep: "Leave out optional of the file"))
            : file;
    }

    private static void RequireHashes(Node files)
    {
        if (files.Items.FirstOrDefault(file => file["sha256"] is null) is { } open)
            throw new BenchException(SettingError.Text(open, "have the key sha256", "only files of the hub may be pinned by their first download", "only path", "Add sha256: 64 lower-case hexadecimal digits"));
    }

    private static void RequireDistinctPaths(Node files)
    {
        var seen = new Dictionary<string, Node>(StringComparer.OrdinalIgnoreCase);
        foreach (var path in files.Items.Select(file => file["path"]!))
        {
            var name = CanonicalForms.Compose(path.Text);
            if (!seen.TryAdd(name, path))
                throw SettingError.Twice($"the file {path.Path}", "not every file system tells cases apart, or forms of accents", path.Text, seen[name].Place, path.Place);
        }
    }

    public static void RequireUnderRoot(Node folder, string root)
    {
        if (SafePath.LiesUnder(Path.Combine(root, folder.Text), root))
            return;
        throw new BenchException(new ErrorText(
                folder.Path, "lie under the manifest's folder", "links may not lead out of it",
                $"\"{folder.Text}\", which leads to {SafePath.RealPath(Path.Combine(root, folder.Text))}", "Put it under that folder")
            .With("Where", folder.Place.ToString())
            .With("Root", root));
    }
}
