using DiversityBench.Fixtures.Engines;
using FluentAssertions;
using NUnit.Framework;

namespace DiversityBench.Tests.Fixtures.Engines;

public sealed class CudaLibrariesTests
{
    private static readonly string[] Needed = ["libcuda.so.1", "libcudart.so.12", "libcudnn.so.9"];

    [Test]
    public void A_missing_driver_is_named_before_all_else()
        => Text("libcudnn.so.9").Should().StartWith("Expected cuda:1 to be usable because the model asks for it and nothing else is put in its place, but found no driver (libcuda.so.1 cannot be loaded).")
            .And.Contain("Missing: libcuda.so.1, libcudart.so.12").And.EndWith("Next step: Install NVIDIA's driver for CUDA 12, or set \"device\": \"cpu\".");

    [Test]
    public void Missing_libraries_are_named()
        => Text("libcuda.so.1", "libcudart.so.12").Should().Contain("but found no libcudnn.so.9.").And.Contain("LD_LIBRARY_PATH");

    [Test]
    public void With_all_there_the_engines_own_words_are_the_finding()
        => Text(Needed).Should().Contain("but found invalid device ordinal.").And.NotContain("Missing:").And.Contain("nvidia-smi");

    [Test]
    public void The_onnx_engine_needs_cudnn_too()
        => CudaLibraries.Needed(forOnnx: true).Except(CudaLibraries.Needed(forOnnx: false)).Should().ContainSingle().Which.Should().Contain("cudnn");

    private static string Text(params string[] there) => CudaLibraries.Error("cuda:1", Needed, there.Contains, "invalid device ordinal").ToString();
}
