using DiversityBench.Fixtures.Engines;
using DiversityBench.Fixtures.Engines.Onnx;
using DiversityBench.Metrics;
using FluentAssertions;
using Microsoft.ML.OnnxRuntime;
using NUnit.Framework;

namespace DiversityBench.Tests.Fixtures.Engines;

public sealed class BoundCacheBatchTests
{
    private static readonly string Graph = TestData.Model("reference", "base", "onnx", "model.onnx");

    [Test]
    public void Every_step_computes_as_many_rows_as_the_batch_can_hold()
    {
        using var settings = new SessionOptions();
        using var session = new InferenceSession(Graph, settings);
        using var engine = OnnxEngine.Load(new OnnxEngineOptions(Graph, 256) { BoundCache = true });
        var signature = DecoderSignature.Read(session, Graph, groupQueryAttention: false);
        using var gather = new CacheGather(settings, signature.CacheType, session, OrtMemoryInfo.DefaultInstance);
        var run = new OnnxRun(session, signature, OrtMemoryInfo.DefaultInstance);
        using var batch = new BoundCacheBatch(run, gather, capacity: 5);
        using var prefix = engine.Prefill([new(17), new(250), new(31)]);
        batch.Add(prefix);
        batch.Add(prefix);

        batch.Decode([new(5), new(6)]);
        var (first, second) = (batch.Logits(0).ToArray(), batch.Logits(1).ToArray());
        first.Should().NotEqual(second);
        for (var row = 2; row < 5; row++)
            run.Logits(row, 0, 1).ToArray().Should().Equal(first, "a row that nobody reads repeats the first token");

        batch.Remove(0);
        batch.Logits(0).ToArray().Should().Equal(second);
        batch.Decode([new(7)]);

        batch.Logits(0).ToArray().Should().Equal(run.Logits(1, 0, 1).ToArray(), "its row stays where it is");
        run.Logits(4, 0, 1).ToArray().Should().NotEqual(batch.Logits(0).ToArray(), "that row went on from another token");
    }

    [TestCase(null, GpuBatch.UsualRows), TestCase(7, 7)]
    public void The_number_of_rows_does_not_depend_on_how_long_texts_are(int? batchSize, int rows)
    {
        using var engine = OnnxEngine.Load(new OnnxEngineOptions(Graph, 256) { BoundCache = true, BatchSize = batchSize });
        foreach (var longest in new[] { 8, 256 })
        {
            using var batch = engine.CreateBatch(longest, 4);
            batch.Capacity.Should().Be(rows);
        }
    }

    [Test]
    public void Name_of_the_gpu_and_rows_belong_to_the_fingerprint_on_a_gpu_alone()
    {
        CudaGpu[] gpus = [new(0, "First", "aa"), new(1, "Second", "bb")];

        GpuBatch.Device(1, gpus).Should().Be("cuda:1 Second");
        GpuBatch.Device(2, gpus).Should().Be("cuda:2");
        // No machine has so many.
        OnnxEngine.FingerprintOf("cuda:98").Should().Contain("; cuda:98, 16 rows; ");
        OnnxEngine.FingerprintOf("cuda:98", batchSize: 4).Should().Contain("; cuda:98, 4 rows; ");
        OnnxEngine.FingerprintOf("cpu", batchSize: 4).Should().Be(OnnxEngine.FingerprintOf("cpu"));
    }
}
