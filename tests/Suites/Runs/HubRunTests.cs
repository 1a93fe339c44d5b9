using System.Text.Json.Nodes;
using DiversityBench.Report.Results;
using DiversityBench.Tests.Fixtures.Hub;
using DiversityBench.Tests.Fixtures.Manifest;
using DiversityBench.Verification.Claims;
using FluentAssertions;
using NUnit.Framework;

namespace DiversityBench.Tests.Suites.Runs;

/// <summary>The embedded pair, served by a hub on this machine.</summary>
public sealed class HubRunTests
{
    private readonly LoopbackHub _hub = new();
    private SuiteFolder _folder = null!;

    [SetUp]
    public void ServeThePair()
    {
        _folder = new SuiteFolder();
        foreach (var id in new[] { "reference-base", "reference-ppo" })
            Serve(id);
    }

    [TearDown]
    public void DeleteFolder() => _folder.Dispose();

    [OneTimeTearDown]
    public void StopHub() => _hub.Dispose();

    [Test]
    public void The_embedded_pair_runs_out_of_the_hub_and_then_without_it()
    {
        var first = SuiteProgram.Run(_folder, [.. ReferenceRun.Arguments, $"HF_HOME={Home}", $"HF_ENDPOINT={_hub.Endpoint}"]);

        var outcomes = ReferenceRun.Outcome;
        (first.ExitCode, first.Passed, first.Failed).Should().Be((outcomes.ExitCode, outcomes.Passed, outcomes.Failed), first.Output);
        _folder.Claims.Should().Be(ReferenceRun.Folder.Claims, "the weights are the same");
        _folder.Stored().Should().Equal(ReferenceRun.Folder.Stored());
        first.Error.Should().MatchRegex(@"embedded/reference-ppo onnx/model_gqa\.onnx: \d+\.\d MB of \d+\.\d MB");
        var pins = JsonNode.Parse(File.ReadAllText(Path.Combine(_folder.Root, "models.lock.json")))!["repositories"]!;
        pins.AsObject().Select(repository => repository.Key).Should().Equal("embedded/reference-base@main", "embedded/reference-ppo@main");

        var second = SuiteProgram.Run(_folder, [.. ReferenceRun.Arguments, $"HF_HOME={Home}", "HF_ENDPOINT=http://127.0.0.1:1", "HF_HUB_OFFLINE=1"]);

        (second.ExitCode, second.Passed).Should().Be((first.ExitCode, first.Passed), second.Output);
    }

    // The README's example, whose repositories hold the embedded pair here.
    [Test]
    public void A_pair_that_is_added_as_the_README_says_runs()
    {
        var readme = File.ReadAllText(Path.Combine(TestData.RepositoryRoot, "README.md"));
        var added = JsonNode.Parse($"{{{readme.Split("## Adding a pair")[1].Split("```json")[1].Split("```")[0]}}}")!;
        foreach (var (repository, id) in new[] { ("me/my-base", "base"), ("me/my-chat", "ppo") })
        {
            foreach (var file in Directory.GetFiles(Path.Combine(TestData.RepositoryRoot, "models", "reference", id), "*", SearchOption.AllDirectories))
                _hub.Add(repository, Path.GetRelativePath(Path.Combine(TestData.RepositoryRoot, "models", "reference", id), file).Replace('\\', '/'), File.ReadAllBytes(file));
        }

        _folder.Edit(manifest =>
        {
            foreach (var list in new[] { "models", "pairs" })
            {
                foreach (var entry in added[list]!.AsArray())
                    manifest[list]!.AsArray().Add(entry!.DeepClone());
            }
        });

        var run = SuiteProgram.Run(_folder, ["samples=10", "protocols=paper", "pairs=mine", $"HF_HOME={Home}", $"HF_ENDPOINT={_hub.Endpoint}"]);

        // Without a baseline, claims that ten samples a prompt leave open are skipped and never green.
        (run.Passed + run.Failed + run.Skipped).Should().Be(6, run.Output);
        ResultsFile.Read(_folder.Results).Claims.Select(c => c.Result).Should().HaveCount(5).And.OnlyContain(c => c.Pair == "mine" && c.Effect != null);
        var absent = JsonNode.Parse(File.ReadAllText(Path.Combine(_folder.Root, "models.lock.json")))!["repositories"]!["me/my-chat@main"]!["absent"]!.AsArray();
        absent.Select(path => (string)path!).Should().Equal(["chat_template.jinja"], "the template stands in tokenizer_config.json");
    }

    // Large float exports are kept like this, and the hub's cache has each file behind a link of its own.
    [Test]
    public void A_pair_and_an_encoder_with_external_data_run_out_of_the_hub()
    {
        _folder.AddEncoder();
        _folder.Edit(manifest =>
        {
            foreach (var model in manifest["models"]!.AsArray())
                Split(model!, "models/reference/" + ((string)model!["id"]!)["reference-".Length..]);
            Split(manifest["encoders"]![0]!, "models/all-MiniLM-L6-v2");
        });

        var run = SuiteProgram.Run(_folder, "samples=10", "protocols=paper", "suites=TokenEntropy,Semantics", $"HF_HOME={Home}", $"HF_ENDPOINT={_hub.Endpoint}");

        var outcomes = ResultsFile.Read(_folder.Results).Claims.ToDictionary(c => c.Result.Claim.Id, c => c.Result.Outcome);
        outcomes["E3.1"].Should().Be(Outcome.Refuted, run.Output);
        outcomes["E2.1"].Should().Be(Outcome.Refuted, run.Output);
        Directory.GetFileSystemEntries(Home, "model.onnx_data*", SearchOption.AllDirectories).Should().HaveCount(6).And.OnlyContain(f => new FileInfo(f).LinkTarget != null);
    }

    [Test]
    public void A_pair_whose_weights_are_absent_is_red_and_says_what_to_do()
    {
        var run = SuiteProgram.Run(_folder, [.. ReferenceRun.Arguments, $"HF_HOME={Home}", "HF_HUB_OFFLINE=1"]);

        run.ExitCode.Should().NotBe(0);
        run.Passed.Should().Be(0);
        run.Output.Should().Contain("Expected the files of model reference-base to be on this machine because nothing may be downloaded")
            .And.Contain("Missing: onnx/model_gqa.onnx, tokenizer.json")
            .And.Contain("hf download embedded/reference-base --revision main onnx/model_gqa.onnx");
    }

#if !GGUF
    [Test]
    public void A_gguf_model_in_a_build_without_its_engine_is_told_the_flag_before_anything_is_fetched()
    {
        _folder.Edit(manifest =>
        {
            foreach (var model in manifest["models"]!.AsArray())
                model!["engine"] = "llamasharp";
        });
        _hub.Requests.Clear();

        var run = SuiteProgram.Run(_folder, [.. ReferenceRun.Arguments, $"HF_HOME={Home}", $"HF_ENDPOINT={_hub.Endpoint}"]);

        run.ExitCode.Should().NotBe(0);
        run.Output.Should().Contain("-p:Gguf=true");
        _hub.Requests.Should().BeEmpty();
    }
#endif

    private string Home => Path.Combine(_folder.Root, "hf");

    /// <summary>Serves a model with its plain graph, whose weights lie in two further files.</summary>
    private void Split(JsonNode model, string folder)
    {
        var repository = $"split/{(string)model["id"]!}";
        var files = SplitWeights.Of(File.ReadAllBytes(Path.Combine(TestData.RepositoryRoot, folder, "onnx", "model.onnx")), "model.onnx", "model.onnx_data", "model.onnx_data_1");
        var names = files.Keys.Select(name => "onnx/" + name).ToList();
        foreach (var (name, content) in files)
            _hub.Add(repository, "onnx/" + name, content);
        foreach (var file in model["files"]!.AsArray().Select(file => (string)file!["path"]!).Where(file => !file.EndsWith(".onnx", StringComparison.Ordinal)))
        {
            _hub.Add(repository, file, File.ReadAllBytes(Path.Combine(TestData.RepositoryRoot, folder, file)));
            names.Add(file);
        }

        model["files"] = new JsonArray([.. names.Select(name => new JsonObject { ["path"] = name })]);
        model["graph"] = "onnx/model.onnx";
        model["source"] = new JsonObject { ["type"] = "hub", ["repo"] = repository };
    }

    private void Serve(string id) => _folder.Edit(manifest =>
    {
        var model = manifest["models"]!.AsArray().Single(m => (string?)m!["id"] == id)!;
        foreach (var file in model["files"]!.AsArray())
        {
            _hub.Add($"embedded/{id}", (string)file!["path"]!, File.ReadAllBytes(Path.Combine(_folder.Root, (string)model["source"]!["path"]!, (string)file["path"]!)));
            file.AsObject().Remove("sha256");
        }

        model["source"] = new JsonObject { ["type"] = "hub", ["repo"] = $"embedded/{id}" };
    });
}
