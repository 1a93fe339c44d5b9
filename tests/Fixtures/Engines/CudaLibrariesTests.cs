using DiversityBench.Fixtures.Engines;
using FluentAssertions;
using NUnit.Framework;

namespace DiversityBench.Tests.Fixtures.Engines;

public sealed class CudaLibrariesTests
{
    private const string Loader = "provider_bridge_ort.cc:1844 Get() [ONNXRuntimeError] : 1 : FAIL : Failed to load library libonnxruntime_providers_cuda.so with error: "
        + "libcublasLt.so.13: cannot open shared object file: No such file or directory";

    private const string NoDevice = "CUDA failure 100: no CUDA-capable device is detected ; GPU=0 ; expr=cudaSetDevice(info_.device_id);";

    private static readonly string Driver = CudaLibraries.Driver;
    private static readonly CudaLibraries Needed = new(13, [Driver, "cudart.13", "cublas.13"]);

    [Test]
    public void What_the_loader_says_goes_before_the_list_which_names_the_rest()
        => Text(Loader, Driver, "cudart.13").Should().StartWith("Expected cuda:1 to be usable because the model asks for it and nothing else is put in its place, but found libcublasLt.so.13: cannot open shared object file.")
            .And.Contain("Missing: cublas.13, libcublasLt.so.13\n").And.Contain($"Fault: {Loader}")
            .And.EndWith("Next step: Install the runtime libraries of CUDA 13 where the system looks for them (LD_LIBRARY_PATH, PATH), or set \"device\": \"cpu\".");

    [Test]
    public void Without_a_word_of_the_loader_a_missing_driver_is_named_first()
        => Text("LoadLibrary failed with error 126", "cublas.13").Should().Contain($"but found no driver ({Driver} cannot be loaded).").And.Contain($"Missing: {Driver}, cudart.13\n")
            .And.Contain("Next step: Install NVIDIA's driver for CUDA 13 and install the runtime libraries of CUDA 13 ");

    [Test]
    public void Missing_libraries_are_named() => Text(null, Driver, "cudart.13").Should().Contain("but found no cublas.13.").And.NotContain("driver for");

    [Test]
    public void A_failure_of_cuda_is_the_finding_whatever_else_is_missing()
        => Text(NoDevice).Should().Contain("but found CUDA failure 100: no CUDA-capable device is detected.").And.NotContain("Missing:").And.Contain($"Fault: {NoDevice}").And.Contain("CUDA_DEVICE_ORDER=PCI_BUS_ID").And.Contain("CUDA_VISIBLE_DEVICES");

    [Test]
    public void An_old_driver_is_to_be_replaced()
        => Text("CUDA failure 35: CUDA driver version is insufficient for CUDA runtime version").Should().Contain("Next step: Install NVIDIA's driver for CUDA 13, ");

    [Test]
    public void With_all_there_the_engines_own_words_are_the_finding()
        => Text("no luck", [.. Needed.Names]).Should().Contain("but found no luck.").And.NotContain("Missing:").And.Contain("nvidia-smi");

    [TestCase(Loader, true), TestCase(NoDevice, true), TestCase("Invalid device ID: 3", true), TestCase("invalid value for main_gpu: 3 (available devices: 1)", true), TestCase("Load model from m.onnx failed: Protobuf parsing failed", false)]
    public void Faults_of_a_gpu_are_told_from_those_of_a_file(string message, bool isFault) => CudaLibraries.IsFault(message).Should().Be(isFault);

    // 1.26.0 is the last ONNX Runtime for CUDA 12, and 1.28.0 the first that runs without cuDNN.
    [TestCase("1.26.0", 12, true), TestCase("1.27.1", 13, true), TestCase("1.28.0", 13, false), TestCase("1.31.0", 13, false)]
    public void Onnx_runtime_needs_the_cuda_that_its_version_was_built_against(string version, int cuda, bool cudnn)
    {
        var needed = CudaLibraries.ForOnnx(version);

        needed.Version.Should().Be(cuda);
        needed.Names[0].Should().Be(Driver);
        needed.Names.Should().Contain(OperatingSystem.IsWindows() ? $"cublasLt64_{cuda}.dll" : $"libcublasLt.so.{cuda}");
        needed.Names.Any(name => name.Contains("cudnn", StringComparison.Ordinal)).Should().Be(cudnn);
    }

    [Test]
    public void Gguf_files_need_cuda_12() => CudaLibraries.ForGguf.Names.Should().Equal(
        OperatingSystem.IsWindows() ? ["nvcuda.dll", "cudart64_12.dll", "cublas64_12.dll"] : ["libcuda.so.1", "libcudart.so.12", "libcublas.so.12"]);

    private static string Text(string? fault, params string[] there) => Needed.Error("cuda:1", there.Contains, fault).ToString();
}
