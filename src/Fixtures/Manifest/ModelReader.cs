using DiversityBench.Fixtures.Parameters;
using DiversityBench.Fixtures.Recorded;
using DiversityBench.Fixtures.Settings;
using DiversityBench.Metrics.Errors;

namespace DiversityBench.Fixtures.Manifest;

/// <summary>Reads the models of a manifest whose shape has been checked.</summary>
internal static class ModelReader
{
    private const string Recorded = "recorded";

    public static IReadOnlyList<ModelDefinition> ReadAll(Node? models, Node defaults, string root) =>
        models is null ? [] : [.. models.Items.Select(model => Read(model, defaults, root))];

    private static ModelDefinition Read(Node model, Node defaults, string root)
    {
        var (engine, type) = (model["engine"]!, model["source"]!["type"]!);
        if ((engine.Text == Recorded) != (type.Text == Recorded))
            throw new BenchException(SettingError.Text(type, engine.Text == Recorded ? "be recorded" : "be file", $"the engine is {engine.Text}"));
        return type.Text == Recorded ? ReadRecorded(model, root) : ReadFiles(model, defaults, root);
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
        };
    }

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
        var folder = model["source"]!["path"]!;
        RequireUnderRoot(folder, root);
        var files = model["files"]!;
        RequireDistinctPaths(files);
        Node? Setting(string name) => model[name] ?? defaults[name];
        ModelFile[] pinned = [.. files.Items.Select(file => new ModelFile(file["path"]!.Text, file["sha256"]!.Text))];
        return new ModelDefinition
        {
            Id = model["id"]!.Text,
            Engine = model["engine"]!.Text,
            Folder = folder.Text,
            Licence = model["licence"]!.Text,
            Graph = Graph(model["graph"]!, pinned),
            Files = pinned,
            ChatTemplate = model["chatTemplate"]?.Text,
            StopStrings = model["stopStrings"]?.Texts ?? [],
            Device = Setting("device") is { } device ? Devices.Parse(device.Text) : Device.Cpu,
            Threads = Setting("threads")?.Whole,
            Batch = Setting("batch")?.Whole,
            Context = model["context"]?.Whole,
            MemoryLimit = model["memoryLimit"]?.Whole,
        };
    }

    private static ModelFile Graph(Node graph, ModelFile[] files) =>
        files.FirstOrDefault(file => file.Path == graph.Text) ?? throw SettingError.Unknown(
            graph.Path, graph.Place, graph.Text, "file", "only files with a hash are loaded", [.. files.Select(file => file.Path)]);

    private static void RequireDistinctPaths(Node files)
    {
        var seen = new Dictionary<string, Node>(StringComparer.OrdinalIgnoreCase);
        foreach (var path in files.Items.Select(file => file["path"]!))
        {
            if (!seen.TryAdd(path.Text, path))
                throw SettingError.Twice($"the file {path.Path}", "not every file system tells cases apart", path.Text, seen[path.Text].Place, path.Place);
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
