using DiversityBench.Fixtures.Embeddings;
using DiversityBench.Fixtures.Engines.Onnx;
using DiversityBench.Tests.Fixtures.Engines.Rewriting;
using FluentAssertions;
using NUnit.Framework;

namespace DiversityBench.Tests.Fixtures.Engines;

public sealed class OnnxPaceTests
{
    private readonly TemporaryFolder _folder = new();

    [OneTimeTearDown]
    public void Remove() => _folder.Dispose();

    [Test]
    public void A_small_model_decodes_in_as_many_batches_as_there_are_processors()
        => OnnxPace.Of(Options(TestData.Model("reference", "base", "onnx", "model.onnx"))).Should().Be(new OnnxPace(Workers: 4, Threads: 1));

    [Test]
    public void A_gpu_decodes_one_batch_at_a_time_however_small_the_model()
    {
        var options = Options(TestData.Model("reference", "base", "onnx", "model.onnx")) with { Device = "cuda:1" };

        OnnxPace.Of(options).Workers.Should().Be(1);
        OnnxPace.Of(options with { Workers = 2 }).Workers.Should().Be(2, "who sets it means it");
        SentenceEncoder.Workers(new SentenceEncoderOptions("any") { Threads = 4 }).Should().Be(4);
        SentenceEncoder.Workers(new SentenceEncoderOptions("any") { Threads = 4, Device = "cuda:0" }).Should().Be(1);
    }

    [Test]
    public void Weights_beside_the_graph_and_behind_links_count()
    {
        var graph = new TinyDecoder(externalWeights: true).Save(_folder.Path);
        OnnxPace.Of(Options(graph)).Workers.Should().Be(4);

        File.Move(_folder.At("weights.bin"), _folder.At("blob"));
        using (var blob = File.OpenWrite(_folder.At("blob")))
            blob.SetLength(64L << 20); // no block is written
        File.CreateSymbolicLink(_folder.At("weights.bin"), "blob");

        OnnxPace.Of(Options(graph)).Should().Be(new OnnxPace(Workers: 1, Threads: 4));
    }

    [Test]
    public void A_graph_behind_a_link_counts_as_it_is()
    {
        using (var large = File.Create(_folder.At("large")))
            large.SetLength(64L << 20);
        File.CreateSymbolicLink(_folder.At("link.onnx"), "large");

        OnnxPace.Of(Options(_folder.At("link.onnx"))).Workers.Should().Be(1);
    }

    private static OnnxEngineOptions Options(string path) => new(path, 16) { Processors = 4 };
}
