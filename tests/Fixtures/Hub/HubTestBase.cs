using DiversityBench.Fixtures.Hub;
using DiversityBench.Fixtures.Manifest;
using DiversityBench.Metrics.Errors;
using DiversityBench.Tests.Fixtures.Manifest;
using FluentAssertions;
using NUnit.Framework;

namespace DiversityBench.Tests.Fixtures.Hub;

/// <summary>A hub on this machine, an empty cache and a model of two files.</summary>
internal abstract class HubTestBase
{
    protected const string Repo = "somebody/some-model";
    protected const string Graph = "onnx/model.onnx";

    // A graph and, as its documentation (6), bytes enough to be cut in the middle.
    protected static readonly byte[] Weights = [.. OnnxBytes.Model(), .. OnnxBytes.Field(6, [.. Enumerable.Range(0, 300_000).Select(i => (byte)(i * 7 % 251))])];
    protected static readonly byte[] Tokenizer = "{\"tokens\": []}"u8.ToArray();

    protected LoopbackHub Hub { get; private set; } = null!;

    protected TemporaryFolder Folder { get; private set; } = null!;

    protected HurriedClock Clock { get; private set; } = null!;

    protected ReportedWork Progress { get; private set; } = null!;

    protected string Cache => Folder.At("hub");

    protected string LockPath => Folder.At("models.lock.json");

    protected string RepoFolder => Path.Combine(Cache, "models--somebody--some-model");

    protected string Blob => Path.Combine(RepoFolder, "blobs", LoopbackHub.Sha256(Weights));

    protected string Snapshot => Path.Combine(RepoFolder, "snapshots", LoopbackHub.Commit);

    [SetUp]
    public void StartHub()
    {
        (Hub, Folder, Clock, Progress) = (new LoopbackHub(), new TemporaryFolder(), new HurriedClock(), new ReportedWork());
        Hub.Add(Repo, Graph, Weights);
        Hub.Add(Repo, "tokenizer.json", Tokenizer);
    }

    [TearDown]
    public void StopHub()
    {
        Hub.Dispose();
        Folder.Dispose();
    }

    protected static ModelDefinition Model(string revision = "main", string? sha256 = null, params string[] more)
    {
        ModelFile[] files = [new(Graph, sha256), new("tokenizer.json", null), .. more.Select(path => new ModelFile(path, null))];
        return new ModelDefinition { Id = "m", Engine = "onnx", Folder = "", Licence = "MIT", Hub = new HubSource(Repo, revision), Graph = files[0], Files = files };
    }

    protected HubSettings Settings(string? token = null, bool isOffline = false, string? endpoint = null) => new(new Uri((endpoint ?? Hub.Endpoint) + "/"), Cache, token, isOffline);

    /// <summary>Fetches and checks a model as a run does.</summary>
    protected VerifiedModel Verify(ModelDefinition? model = null, HubSettings? settings = null)
    {
        using var http = HubModels.CreateHttp();
        return new ModelFiles(Folder.Path, new HubModels(settings ?? Settings(), LockPath, http, Clock, Progress)).Verify(model ?? Model());
    }

    protected string ErrorOf(ModelDefinition? model = null, HubSettings? settings = null) =>
        FluentActions.Invoking(() => Verify(model, settings)).Should().Throw<BenchException>().Which.Message;

    /// <summary>Nothing under a final name that is not whole, and no temporary file but those that an interrupted download leaves.</summary>
    protected void NothingIsHalf()
    {
        var names = Directory.Exists(RepoFolder) ? Directory.GetFiles(Path.Combine(RepoFolder, "blobs")).Select(Path.GetFileName).ToArray() : [];
        foreach (var name in names.Where(name => name!.Length is 64))
            LoopbackHub.Sha256(File.ReadAllBytes(Path.Combine(RepoFolder, "blobs", name!))).Should().Be(name);
        foreach (var name in names.Where(name => name!.Length is 40))
            LoopbackHub.GitHash(File.ReadAllBytes(Path.Combine(RepoFolder, "blobs", name!))).Should().Be(name);
    }
}
