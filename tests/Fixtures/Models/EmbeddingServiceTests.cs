using DiversityBench.Fixtures;
using DiversityBench.Fixtures.Manifest;
using DiversityBench.Fixtures.Models;
using DiversityBench.Fixtures.Parameters;
using DiversityBench.Fixtures.Store;
using DiversityBench.Metrics.Errors;
using FluentAssertions;
using NUnit.Framework;

namespace DiversityBench.Tests.Fixtures.Models;

/// <summary>What models.json says of an encoder is what is loaded.</summary>
public sealed class EmbeddingServiceTests
{
    private readonly TemporaryFolder _folder = new();
    private GenerationStore _store = null!;
    private VerifiedModel _encoder = null!;

    [OneTimeSetUp]
    public void Open()
    {
        _store = GenerationStore.Open(_folder.At("generations.db"));
        var manifest = ManifestReader.Read(Path.Combine(TestData.RepositoryRoot, "models.json"));
        _encoder = new ModelFiles(manifest.Root).Verify(manifest.Encoders[0]);
    }

    [OneTimeTearDown]
    public void Close()
    {
        _store.Dispose();
        _folder.Dispose();
    }

    [Test]
    public void The_graph_that_was_verified_is_loaded()
    {
        using var service = Service(_encoder.Definition with { Graph = new ModelFile("tokenizer_config.json", null) });

        service.Invoking(own => own.Embed(["a text"])).Should().Throw<InvalidDataException>().WithMessage("*to have a readable ONNX graph *tokenizer_config.json*");
    }

    [Test]
    public void A_device_that_the_build_lacks_is_refused_and_its_vectors_would_have_a_key_of_their_own()
    {
        if (BuildPackages.HasCuda12)
            Assert.Ignore("This build has the packages.");
        using var service = Service(_encoder.Definition with { Device = new Device(98) });

        service.Fingerprint.Should().Be(_encoder.Fingerprint + "; cuda:98");
        service.Invoking(own => own.Embed(["a text"])).Should().Throw<BenchException>().WithMessage("*the model's device is cuda:98*-p:Accelerator=cuda12*");
    }

    [Test]
    public void Threads_and_batch_are_taken_and_do_not_move_the_vectors()
    {
        using var usual = Service(_encoder.Definition);
        using var narrow = new EmbeddingService(_encoder with { Definition = _encoder.Definition with { Threads = 1, Batch = 1 }, Fingerprint = "another" }, _store, new Silence(), 2);
        string[] texts = ["red old big", "new dry hot", "low sad red"];

        var found = narrow.Embed(texts);

        usual.Embed(texts).Select((vector, i) => vector.Span.SequenceEqual(found[i].Span)).Should().OnlyContain(isSame => isSame);
    }

    private EmbeddingService Service(ModelDefinition definition) => new(_encoder with { Definition = definition }, _store, new Silence(), 2);

    private sealed class Silence : IProgressSink
    {
        public void Report(string work, long done, long total, long tokens)
        {
        }

        public void ReportBytes(string work, long done, long total)
        {
        }
    }
}
