using DiversityBench.Fixtures.Embeddings;
using DiversityBench.Fixtures.Engines;
using DiversityBench.Fixtures.Engines.Onnx;
using DiversityBench.Metrics.Errors;
using FluentAssertions;
using NUnit.Framework;

namespace DiversityBench.Tests.Fixtures.Engines;

public sealed class CudaDeviceTests
{
    [Test]
    public void The_arena_doubles_float32_is_computed_as_such_and_memory_is_bounded_where_that_is_asked_for()
    {
        OnnxDevice.CudaOptions(2, null).Should().Equal(new Dictionary<string, string> { ["device_id"] = "2", ["use_tf32"] = "0" });
        OnnxDevice.CudaOptions(0, 3000)["gpu_mem_limit"].Should().Be("3145728000");
    }

    [Test]
    public void The_two_sessions_of_a_model_share_its_memory_limit()
    {
        var (model, gather) = OnnxDevice.Shares(64);

        (model + gather).Should().Be(64);
        model.Should().BeGreaterThan(gather!.Value);
        OnnxDevice.Shares(null).Should().Be(((int?)null, (int?)null));
    }

#if CUDA12
    // No machine has so many GPUs: one without a driver lacks libraries, another one lacks the GPU.
    [Test]
    public void A_gpu_that_is_not_there_is_told_with_what_is_missing()
    {
        Action decoder = () => OnnxEngine.Load(new OnnxEngineOptions(TestData.Model("reference", "base", "onnx", "model.onnx"), 256) { Device = "cuda:98" }).Dispose();
        Action encoder = () => SentenceEncoder.Load(new SentenceEncoderOptions(TestData.Model("all-MiniLM-L6-v2")) { Device = "cuda:98" }).Dispose();
        var missing = OnnxDevice.Libraries.Names.Where(library => !CudaLibraries.CanLoad(library)).ToArray();

        foreach (var load in new[] { decoder, encoder })
        {
            var text = load.Should().Throw<BenchException>().Which.Message;
            text.Should().StartWith("Expected cuda:98 to be usable because the model asks for it and nothing else is put in its place, but found ");
            text.Should().Contain(missing.Length > 0 ? $"Missing: {string.Join(", ", missing)}\n" : "CUDA_VISIBLE_DEVICES");
        }
    }
#endif
}
