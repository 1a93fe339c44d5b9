using System.Text.Json.Nodes;
using DiversityBench.Fixtures.Doctor;
using DiversityBench.Fixtures.Engines;
using DiversityBench.Fixtures.Engines.Onnx;
using DiversityBench.Fixtures.Hub;
using DiversityBench.Fixtures.Manifest;
using DiversityBench.Fixtures.Models;
using DiversityBench.Fixtures.Parameters;
using DiversityBench.Metrics.Errors;
using DiversityBench.Tests.Fixtures.Hub;
using FluentAssertions;
using NUnit.Framework;

namespace DiversityBench.Tests.Fixtures.Doctor;

internal sealed class DoctorReportTests
{
    private const string Manifest = """
        {
          "version": 1,
          "models": [
            { "id": "here", "engine": "onnx", "source": { "type": "file", "path": "here" }, "licence": "MIT", "graph": "m.onnx", "files": [{ "path": "m.onnx", "sha256": "0000000000000000000000000000000000000000000000000000000000000000" }] },
            { "id": "also", "engine": "onnx", "source": { "type": "file", "path": "here" }, "licence": "MIT", "graph": "m.onnx", "files": [{ "path": "m.onnx", "sha256": "1111111111111111111111111111111111111111111111111111111111111111" }] },
            { "id": "again", "engine": "onnx", "source": { "type": "file", "path": "here" }, "licence": "MIT", "graph": "m.onnx", "files": [{ "path": "m.onnx", "sha256": "0000000000000000000000000000000000000000000000000000000000000000" }] },
            { "id": "lost", "engine": "onnx", "source": { "type": "file", "path": "lost" }, "licence": "MIT", "graph": "m.onnx", "files": [{ "path": "m.onnx", "sha256": "2222222222222222222222222222222222222222222222222222222222222222" }] },
            { "id": "far", "engine": "onnx", "source": { "type": "hub", "repo": "o/far" }, "licence": "gemma", "gated": true, "memoryInGiB": 3, "graph": "m.onnx", "files": [{ "path": "m.onnx" }, { "path": "tokenizer.json" }] },
            { "id": "told", "engine": "recorded", "source": { "type": "recorded", "path": "told.jsonl", "sha256": "2d711642b726b04401627ca9fbac32f5c8530fb1903cc4db02258717921a4881" }, "licence": "MIT" },
            { "id": "gguf", "engine": "llamasharp", "source": { "type": "hub", "repo": "o/gguf" }, "licence": "llama2", "memoryInGiB": 6, "graph": "m.gguf", "files": [{ "path": "m.gguf" }] },
            { "id": "gpu", "engine": "onnx", "source": { "type": "file", "path": "here" }, "licence": "MIT", "device": "cuda:0", "graph": "m.onnx", "files": [{ "path": "m.onnx", "sha256": "3333333333333333333333333333333333333333333333333333333333333333" }] },
            { "id": "up", "engine": "endpoint", "source": { "type": "endpoint", "url": "http://up.example/v1", "model": "a" }, "licence": "MIT" },
            { "id": "down", "engine": "endpoint", "source": { "type": "endpoint", "url": "http://down.example/v1", "model": "b" }, "licence": "MIT" }
          ],
          "encoders": [{ "id": "vectors", "engine": "onnx", "source": { "type": "file", "path": "encoder" }, "licence": "MIT", "graph": "e.onnx", "files": [{ "path": "e.onnx", "sha256": "0000000000000000000000000000000000000000000000000000000000000000" }] }],
          "ladders": [{ "id": "steps", "rungs": [{ "name": "base", "model": "here" }, { "name": "sft", "model": "far" }] }],
          "pairs": [
            { "id": "good", "base": "here", "aligned": "also" },
            { "id": "missing", "base": "here", "aligned": "lost" },
            { "id": "remote", "base": "far", "aligned": "gguf" },
            { "id": "mixed", "base": "told", "aligned": "here" },
            { "id": "pasted", "base": "here", "aligned": "again" },
            { "id": "on-gpu", "base": "here", "aligned": "gpu" },
            { "id": "served", "base": "up", "aligned": "down" }
          ]
        }
        """;

    private static readonly MachineFacts Machine = new("Some system", 2, 8, [], [], ["ONNX Runtime 1 (CPU)"]);

    private static string LacksGguf => BuildPackages.HasGguf ? "" : "build with -p:Gguf=true; ";

    private static string LacksCuda => BuildPackages.HasCuda12 ? "" : "build with -p:Accelerator=cuda12, or set the device to cpu; ";

    private TemporaryFolder folder = null!;
    private MachineFacts machine = Machine;

    [SetUp]
    public void MakeFolder()
    {
        (folder, machine) = (new TemporaryFolder(), Machine);
        folder.Write("models.json", Manifest);
        folder.Write("here/m.onnx", "x");
        folder.Write("encoder/e.onnx", "x");
        folder.Write("told.jsonl", "x"); // printf x | sha256sum: 2d71…
    }

    [TearDown]
    public void RemoveFolder() => folder.Dispose();

    [Test]
    public void Machine_build_hub_and_cached_models_with_sizes_are_listed()
    {
        folder.Write("hub/models--o--b/blobs/1", new byte[1_500_000]);
        folder.Write("hub/models--o--a/blobs/1", new byte[300_000]);
        Directory.CreateDirectory(folder.At("hub/models--o--a/snapshots/c"));
        File.CreateSymbolicLink(folder.At("hub/models--o--a/snapshots/c/f"), "../../blobs/1");

        Lines(token: "hf_secret")[..8].Should().Equal(
            "Machine  Some system, 2 processors, 8 GiB of memory",
            "GPU      none found",
            "Build    ONNX Runtime 1 (CPU)",
            "Hub      https://hub.example/, with a token",
            $"Cache    {folder.At("hub")}: 1.8 MB",
            "            0.3 MB  o/a",
            "            1.5 MB  o/b",
            "Encoder  vectors: ready");
    }

    [Test]
    public void A_pair_with_all_its_files_is_ready()
    {
        About("good").Should().Equal("  good           ready (onnx, MIT)");
    }

    [Test]
    public void A_missing_file_is_named()
    {
        About("missing").Should().Equal("  missing        not ready (onnx, MIT)", "                 lost: not in lost: m.onnx");
    }

    [Test]
    public void A_pair_is_not_ready_without_its_encoder()
    {
        File.Delete(folder.At("encoder/e.onnx"));

        About("good").Should().Equal("  good           not ready (onnx, MIT)", "                 vectors: not in encoder: e.onnx");
        Lines().Should().Contain("Encoder  vectors: not in encoder: e.onnx");
    }

    [Test]
    public void A_server_that_does_not_answer_is_told()
    {
        About("served").Should().Equal("  served         not ready (endpoint, MIT)", "                 down: b at http://down.example/v1/ is down");
    }

    [Test]
    public void Recorded_generations_and_weights_are_no_pair()
    {
        About("mixed").Should().Equal(
            "  mixed          not ready (recorded, onnx, MIT)",
            "                 the two models of pair mixed: found recorded generations for told and weights for here; give one of them the other's engine");
    }

    [Test]
    public void One_model_under_two_ids_is_no_pair()
    {
        About("pasted").Should().Equal(
            "  pasted         not ready (onnx, MIT)",
            "                 the two models of pair pasted: found the same content under both ids; correct source and files of one of them in models.json");
    }

    [Test]
    public void Recorded_generations_that_are_not_the_pinned_ones_are_told()
    {
        folder.Write("told.jsonl", "y");

        About("mixed")[1].Should().Be("                 told: the file told.jsonl of model told: found a file with another hash; get the file again, or pin the new one in models.json if it is meant");
    }

    [Test]
    public void A_manifest_without_encoders_says_what_to_copy()
    {
        var manifest = JsonNode.Parse(Manifest)!.AsObject();
        manifest.Remove("encoders");
        folder.Write("models.json", manifest.ToJsonString());

        Lines().Should().ContainSingle(line => line.StartsWith("Encoder  models.json: found no encoders, ", StringComparison.Ordinal) && line.EndsWith("; copy encoders from the models.json of DiversityBench, and the folder models/all-MiniLM-L6-v2 beside yours", StringComparison.Ordinal));
    }

    [Test]
    public void Libraries_of_cuda_that_are_missing_are_named()
    {
        machine = Machine with { Gpus = ["Some GPU"], MissingCudaLibraries = [.. OnnxDevice.Libraries.Names.Skip(2), .. CudaLibraries.ForGguf.Names.Skip(1)] };

        About("on-gpu")[1].Should().Contain($"no {string.Join(", ", OnnxDevice.Libraries.Names.Skip(2))}: install the runtime libraries of CUDA 13 ").And.NotContain("no GPU").And.NotContain("driver");
        About("good").Should().Equal("  good           ready (onnx, MIT)");
    }

    [Test]
    public void Engines_of_the_build_are_listed_with_their_versions()
    {
        MachineFacts.Find(new OtherRuntime(() => "Other 1.2 (parts 3)")).Engines.Should().Contain("Other 1.2 (parts 3)");
        MachineFacts.Find(new OtherRuntime(() => throw new BenchException(new ErrorText("the libraries", "load", "files run", "no libgomp.so.1", "Restore them")))).Engines
            .Should().Contain("other: found no libgomp.so.1; restore them");
    }

    [Test]
    public void What_is_not_downloaded_what_the_build_lacks_and_what_does_not_fit_are_told()
    {
        About("remote").Should().Equal(
            "  remote         not ready (onnx, llamasharp, gemma and llama2, 9 GiB)",
            "                 needs about 9 GiB of memory, there are 8",
            "                 far: o/far is not downloaded: the first run does it; accept the licence at https://hub.example/o/far and set HF_TOKEN",
            $"                 gguf: {LacksGguf}o/gguf is not downloaded: the first run does it");
    }

    [Test]
    public void Offline_says_what_to_unset()
    {
        About("remote", isOffline: true)[^1].Should().Be($"                 gguf: {LacksGguf}o/gguf is not downloaded: unset HF_HUB_OFFLINE and offline");
    }

    [Test]
    public void A_device_that_neither_build_nor_machine_has_is_told_with_the_flag()
    {
        About("on-gpu")[1].Should().Be($"                 gpu: {LacksCuda}no GPU cuda:0 is found: set DIVERSITYBENCH_DEVICE=cpu");
    }

    [Test]
    public void Rungs_of_a_ladder_are_told_one_by_one()
    {
        var lines = Lines();

        lines[lines.IndexOf("Ladder steps: any two as steps/base..sft")..][..3].Should().Equal(
            "Ladder steps: any two as steps/base..sft", "  base           ready (onnx, MIT)", "  sft            not ready (onnx, gemma, 3 GiB)");
    }

    [Test]
    public void This_machine_has_processors_memory_and_the_engine_of_the_build()
    {
        var machine = MachineFacts.Find();

        machine.Processors.Should().Be(Environment.ProcessorCount);
        machine.MemoryInGiB.Should().BePositive();
        machine.Engines[0].Should().MatchRegex(@"^ONNX Runtime \d+\.\d+\.\d+ \(.*CPU.*\)$");
    }

    private List<string> About(string pair, bool isOffline = false)
    {
        var lines = Lines(isOffline);
        var first = lines.FindIndex(line => line.StartsWith($"  {pair} ", StringComparison.Ordinal));
        var rest = lines.FindIndex(first + 1, line => line.Length == 0 || line[2] != ' ');
        return lines[first..rest];
    }

    private List<string> Lines(bool isOffline = false, string? token = null)
    {
        var manifest = ManifestReader.Read(folder.At("models.json"));
        var settings = new HubSettings(new Uri("https://hub.example/"), folder.At("hub"), token, isOffline);
        using var http = HubModels.CreateHttp();
        var hub = new HubModels(settings, folder.At("models.lock.json"), http, TimeProvider.System, new ReportedWork());
        return [.. DoctorReport.Lines(manifest, new RunParameters(), hub, settings, machine, endpoint => endpoint.Model == "b" ? $"{endpoint} is down" : null)];
    }

    private sealed class OtherRuntime(Func<string> version) : IModelRuntime
    {
        public string Engine => "other";

        public string Version => version();

        public string FingerprintOf(ModelDefinition model) => throw new NotSupportedException();

        public ModelWriting Read(VerifiedModel model) => throw new NotSupportedException();

        public ILogitEngine Load(VerifiedModel model, int contextLength) => throw new NotSupportedException();
    }
}
