using DiversityBench.Fixtures.Generations;
using DiversityBench.Fixtures.Hub;
using DiversityBench.Fixtures.Manifest;
using DiversityBench.Fixtures.Recorded;
using DiversityBench.Fixtures.Sampling;
using DiversityBench.Fixtures.Served;
using DiversityBench.Fixtures.Store;
using DiversityBench.Metrics.Errors;
using DiversityBench.Tests.Fixtures.Hub;
using FluentAssertions;
using NUnit.Framework;

namespace DiversityBench.Tests.Fixtures.Served;

/// <summary>A server on this machine, an empty store, and one prompt with six samples.</summary>
internal abstract class ServedTestBase
{
    protected const int Samples = 6;
    protected const string KeyVariable = "SOME_KEY";
    protected const string Secret = "sk-very-secret";

    protected static readonly Prompt Asked = new("a-prompt", "Once upon a time", "story") { Chat = "Tell a story.", MaxTokens = 8 };

    protected LoopbackEndpoint Server { get; private set; } = null!;

    protected TemporaryFolder Folder { get; private set; } = null!;

    protected HurriedClock Clock { get; private set; } = null!;

    protected ReportedWork Progress { get; private set; } = null!;

    [SetUp]
    public void StartServer() => (Server, Folder, Clock, Progress) = (new LoopbackEndpoint(), new TemporaryFolder(), new HurriedClock(), new ReportedWork());

    [TearDown]
    public void StopServer()
    {
        Server.Dispose();
        Folder.Dispose();
    }

    protected ServedArm Arm(bool isChat = false, Func<EndpointSource, EndpointSource>? change = null, SamplingOptions? sampling = null, params string[] stops)
    {
        var endpoint = new EndpointSource(Server.Address, LoopbackEndpoint.Model, "main", null, 5);
        var model = new ModelDefinition
        {
            Id = "m",
            Engine = "endpoint",
            Folder = "",
            Licence = "MIT",
            Graph = new ModelFile("", null),
            Files = [],
            StopStrings = stops,
            Batch = 2,
            Endpoint = change?.Invoke(endpoint) ?? endpoint,
        };
        return new ServedArm(model, isChat, sampling ?? new SamplingOptions(), 1);
    }

    protected ServedFile Draw(ServedArm? arm = null, int samples = Samples)
    {
        using var http = HubModels.CreateHttp();
        using var store = GenerationStore.Open(Folder.At("store/generations.db"));
        return new ServedSamples(store, http, Progress, Clock, name => name == KeyVariable ? Secret : null).Draw(arm ?? Arm(), [("Stories", Asked, samples)]);
    }

    protected string ErrorOf(ServedArm? arm = null) => FluentActions.Invoking(() => Draw(arm)).Should().Throw<BenchException>().Which.Message;

    /// <summary>What a run reads.</summary>
    protected static IReadOnlyList<RecordedSample> Read(ServedFile file) => [.. RecordedReader.Read(file.Model.GraphPath, file.Model.Definition.RecordedFields!)];
}
