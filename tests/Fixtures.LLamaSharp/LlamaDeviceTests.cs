using System.Runtime.InteropServices;
using DiversityBench.Fixtures.Engines;
using DiversityBench.Fixtures.LLamaSharp;
using DiversityBench.Metrics;
using FluentAssertions;
using LLama.Native;
using NUnit.Framework;

namespace DiversityBench.Tests.Fixtures.LLamaSharp;

public sealed class LlamaDeviceTests
{
    private static string Good => TestData.Shared("reference-ladder", "models", "base", "model.gguf");

    // Of llama.cpp: "if (params.split_mode == LLAMA_SPLIT_MODE_NONE) { if (params.main_gpu < 0) devices.clear()".
    [Test]
    public void A_model_for_the_processor_takes_no_gpu_that_is_there()
    {
        var model = GgufFile.Parameters("m.gguf", cudaIndex: null, vocabularyOnly: false);
        var context = RowContexts.Parameters(new LlamaEngineOptions("m.gguf", 256), streams: 4, tokens: 64, columns: 4, threads: 1);

        (model.GpuLayerCount, model.SplitMode, model.MainGpu).Should().Be((0, GPUSplitMode.None, -1));
        (context.OpOffload, context.NoKqvOffload, context.FlashAttention).Should().Be((false, true, false));
    }

    [Test]
    public void A_model_for_a_gpu_lies_on_that_one_with_all_its_layers()
    {
        var model = GgufFile.Parameters("m.gguf", cudaIndex: 2, vocabularyOnly: false);
        var context = RowContexts.Parameters(new LlamaEngineOptions("m.gguf", 256) { CudaIndex = 2 }, streams: 4, tokens: 64, columns: 4, threads: 1);

        (model.GpuLayerCount, model.SplitMode, model.MainGpu).Should().Be((-1, GPUSplitMode.None, 2));
        (context.OpOffload, context.NoKqvOffload).Should().Be((true, false));
        (context.ContextSize, context.KVUnified).Should().Be((256u, false));
    }

    [Test]
    public void A_number_that_no_gpu_has_is_no_fault_of_the_file()
        => GgufFile.Fault("m.gguf", 3, "llama_prepare_model_devices: invalid value for main_gpu: 3 (available devices: 1)").ToString()
            .Should().StartWith("Expected cuda:3 to be usable ").And.Contain("but found invalid value for main_gpu: 3 (available devices: 1).").And.Contain("CUDA_VISIBLE_DEVICES").And.NotContain("complete");

    [Test]
    public void A_file_that_finds_no_room_on_the_gpu_is_not_called_damaged()
        => GgufFile.Fault("m.gguf", 0, "ggml_backend_cuda_buffer_type_alloc_buffer: allocating 9000.00 MiB on device 0: cudaMalloc failed: out of memory").ToString()
            .Should().StartWith("Expected the GGUF file to load ").And.Contain("Next step: Take a smaller conversion").And.NotContain("complete");

    // The version of CUDA that LLamaSharp finds is -1 where neither CUDA_VERSION nor a toolkit's version.json is there.
    [Test]
    public void Llama_cpp_with_cuda_is_tried_first_whatever_llamasharp_finds_of_a_toolkit()
    {
        var description = new NativeLibraryConfig.Description(null, NativeLibraryName.LLama, UseCuda: true, UseVulkan: false, AvxLevel.Avx2, AllowFallback: false, SkipCheck: false, []);
        var machine = new SystemInfo(OSPlatform.Linux, CudaMajorVersion: -1, VulkanVersion: null);

        new CudaThenProcessor().Apply(description, machine, null).SelectMany(library => library.Prepare(machine, null))
            .Should().Equal("runtimes/linux-x64/native/cuda12/libllama.so", "runtimes/linux-x64/native/avx2/libllama.so");
    }

    [TestCase(null, 3, 3, 2)]
    [TestCase(0, null, GpuBatch.UsualRows, GpuBatch.UsualRows)]
    [TestCase(0, 5, 5, 5)]
    [TestCase(0, 1, 1, 2)]
    public void Every_step_on_a_gpu_has_all_rows_of_the_batch(int? cudaIndex, int? batchSize, int rows, int leastRows)
    {
        using var weights = GgufFile.Load(Good, cudaIndex: null, vocabularyOnly: false);
        var contexts = new RowContexts(weights, new LlamaEngineOptions(Good, 256) { CudaIndex = cudaIndex, BatchSize = batchSize }, threads: 1);

        (contexts.Rows, contexts.LeastRows).Should().Be((rows, leastRows));
    }

    [Test]
    public void Rows_that_nobody_reads_change_nothing_and_leave_nothing_behind()
    {
        using var weights = GgufFile.Load(Good, cudaIndex: null, vocabularyOnly: false);
        var contexts = new RowContexts(weights, new LlamaEngineOptions(Good, 256) { BatchSize = 5 }, threads: 1);
        using var reader = contexts.ForPrompts(8);
        using var prefix = reader.Read([new TokenId(17), new TokenId(250), new TokenId(31)]);

        Decoded(leastRows: 5).Should().Equal(Decoded(leastRows: RowContexts.FewestRows));

        List<float> Decoded(int leastRows)
        {
            using var batch = new LlamaRows(contexts.ForRows(32), 5, weights.Vocab.Count, leastRows);
            batch.Add(prefix);
            batch.Add(prefix);
            batch.Decode([new TokenId(5), new TokenId(6)]);
            batch.Remove(0);
            batch.Decode([new TokenId(7)]);
            batch.Add(prefix); // in a place that stood empty before
            batch.Decode([new TokenId(8), new TokenId(9)]);
            return [.. batch.Logits(0), .. batch.Logits(1)];
        }
    }
}
