using System.Security.Cryptography;
using System.Text.Json.Nodes;
using DiversityBench.Tests.Fixtures;
using Microsoft.Data.Sqlite;

namespace DiversityBench.Tests.Suites.Runs;

/// <summary>
/// A folder in which the suite runs as a child process: manifest with the embedded pair, its models, baselines, store and results. It holds
/// no sentence encoder, since only TokenEntropy is run here.
/// </summary>
internal sealed class SuiteFolder : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly JsonObject _manifest;

    public SuiteFolder()
    {
        _manifest = JsonNode.Parse(File.ReadAllText(Path.Combine(TestData.RepositoryRoot, "models.json")))!.AsObject();
        var kept = Models.Where(m => Id(m) is "reference-base" or "reference-ppo").Select(m => m.DeepClone()).ToArray();
        foreach (var model in kept)
        {
            var files = model["files"]!.AsArray();
            foreach (var other in files.Where(f => Name(f!).EndsWith(".onnx", StringComparison.Ordinal) && Name(f!) != (string)model["graph"]!).ToArray())
                files.Remove(other);
            foreach (var file in files)
                Copy(Path.Combine((string)model["source"]!["path"]!, Name(file!)));
        }

        Copy("models/reference/truth.json");
        var encoder = kept[0].DeepClone();
        encoder["id"] = "unused";
        _manifest["models"] = new JsonArray(kept);
        _manifest["encoders"] = new JsonArray(encoder);
        _manifest["ladders"] = new JsonArray(_manifest["ladders"]![0]!.DeepClone());
        _manifest["ladders"]![0]!["rungs"] = new JsonArray(
            new JsonObject { ["name"] = "base", ["model"] = "reference-base" }, new JsonObject { ["name"] = "ppo", ["model"] = "reference-ppo" });
        _manifest["pairs"] = new JsonArray(_manifest["pairs"]![0]!.DeepClone());
        ((JsonObject)_manifest["defaults"]!).Remove("encoder");
        Edit(_ => { });
    }

    public string Root => _folder.Path;

    public string Manifest => _folder.At("models.json");

    public string Store => _folder.At("cache/generations.db");

    public string Results => _folder.At("results/results.json");

    /// <summary>The claims of the last run, as they stand in the results file.</summary>
    public string Claims => JsonNode.Parse(File.ReadAllText(Results))!["claims"]!.ToJsonString();

    public string Baseline(string pair, string kind = "verified") => _folder.At($"baselines/{pair}/tokenentropy.paper.{kind}.json");

    /// <summary>Everything that is stored, in the order of the keys.</summary>
    public IReadOnlyList<string> Stored() => Query("SELECT hex(key) || ' ' || hex(record) FROM generations ORDER BY key");

    /// <summary>First column of what a statement on the store gives.</summary>
    public IReadOnlyList<string> Query(string sql)
    {
        using var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = Store, Pooling = false }.ToString());
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        using var reader = command.ExecuteReader();
        var rows = new List<string>();
        while (reader.Read())
            rows.Add(reader.GetString(0));
        return rows;
    }

    public void Edit(Action<JsonObject> change)
    {
        change(_manifest);
        _folder.Write("models.json", _manifest.ToJsonString());
    }

    /// <summary>Adds a copy of a model.</summary>
    public void AddModel(string id, string like, Action<JsonObject>? change = null)
    {
        var model = Models.Single(m => Id(m) == like).DeepClone().AsObject();
        var source = _folder.At((string)model["source"]!["path"]!);
        model["id"] = id;
        model["source"]!["path"] = "models/" + id;
        foreach (var file in model["files"]!.AsArray())
            _folder.Write($"models/{id}/{Name(file!)}", File.ReadAllBytes(Path.Combine(source, Name(file!))));
        change?.Invoke(model);
        Edit(m => m["models"]!.AsArray().Add(model));
    }

    /// <summary>Puts the repository's encoder in the place of the one that is not used.</summary>
    public void AddEncoder()
    {
        var encoders = JsonNode.Parse(File.ReadAllText(Path.Combine(TestData.RepositoryRoot, "models.json")))!["encoders"]!.DeepClone();
        foreach (var file in encoders[0]!["files"]!.AsArray())
            Copy(Path.Combine((string)encoders[0]!["source"]!["path"]!, Name(file!)));
        Edit(m => m["encoders"] = encoders);
    }

    public void AddPair(string id, string baseModel, string aligned) => Edit(m =>
        m["pairs"]!.AsArray().Add(new JsonObject { ["id"] = id, ["base"] = baseModel, ["aligned"] = aligned }));

    /// <summary>Changes a file of a model, and its hash in the manifest unless it is to be noticed.</summary>
    public void Replace(string id, string file, Func<byte[], byte[]> change, bool isPinned = true)
    {
        var content = change(File.ReadAllBytes(_folder.At($"models/{id}/{file}")));
        _folder.Write($"models/{id}/{file}", content);
        if (isPinned)
            Edit(_ => Models.Single(m => Id(m) == id)["files"]!.AsArray().Single(f => Name(f!) == file)!["sha256"] = Convert.ToHexStringLower(SHA256.HashData(content)));
    }

    /// <summary>A file beside the results.</summary>
    public string Result(string name) => Path.Combine(Path.GetDirectoryName(Results)!, name);

    /// <summary>Writes the default policy of gates on raw text and stories alone, 20 samples a prompt in two stages, with a change.</summary>
    public void WritePolicy(string name, Action<JsonObject>? change = null)
    {
        var policy = JsonNode.Parse(File.ReadAllText(Path.Combine(TestData.RepositoryRoot, "policies", "default.json")))!.AsObject();
        policy["protocol"] = "paper";
        policy["stages"] = new JsonArray(0.5, 1);
        policy["samplesPerPrompt"] = new JsonObject { ["stories"] = 20 };
        foreach (var metric in policy["metrics"]!.AsObject().Select(m => m.Key).Except(["valid-stories", "story-entropy"]).ToArray())
            policy["metrics"]!.AsObject().Remove(metric);
        change?.Invoke(policy);
        _folder.Write($"policies/{name}.json", policy.ToJsonString());
    }

    /// <summary>Takes over the samples of another folder.</summary>
    public void CopyStore(SuiteFolder from) => _folder.Write("cache/generations.db", File.ReadAllBytes(from.Store));

    public void Dispose() => _folder.Dispose();

    private IEnumerable<JsonNode> Models => _manifest["models"]!.AsArray().OfType<JsonNode>();

    private static string Id(JsonNode model) => (string)model["id"]!;

    private static string Name(JsonNode file) => (string)file["path"]!;

    private void Copy(string path) => _folder.Write(path, File.ReadAllBytes(Path.Combine(TestData.RepositoryRoot, path)));
}
