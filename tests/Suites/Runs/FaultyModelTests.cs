using System.Text;
using System.Text.Json.Nodes;
using DiversityBench.Report.Results;
using FluentAssertions;
using NUnit.Framework;

namespace DiversityBench.Tests.Suites.Runs;

/// <summary>One run over a sound pair and one faulty pair of each kind: each fault is told, and the sound pair is judged all the same.</summary>
public sealed class FaultyModelTests
{
    private SuiteFolder _folder = null!;
    private SuiteOutcome _run = null!;

    [OneTimeSetUp]
    public void RunAllPairs()
    {
        _folder = new SuiteFolder();
        AddAligned("cut-off");
        _folder.Replace("cut-off", "onnx/model_gqa.onnx", content => content[..1_000_000]);
        AddAligned("garbage");
        _folder.Replace("garbage", "onnx/model_gqa.onnx", _ => Encoding.ASCII.GetBytes("<html>Please log in.</html>"));
        AddAligned("changed");
        _folder.Replace("changed", "onnx/model_gqa.onnx", content => [.. content, 0], isPinned: false);
        _folder.AddModel("wide-base", "reference-base");
        _folder.Replace("wide-base", "tokenizer.json", WithTokenBeyondTheVocabulary);
        AddAligned("wide", "wide-base");
        _folder.Replace("wide", "tokenizer.json", WithTokenBeyondTheVocabulary);
        AddAligned("templateless");
        _folder.Replace("templateless", "tokenizer_config.json", Edited(config => config.Remove("chat_template")));
        _folder.AddModel("gpu", "reference-ppo", model => model["device"] = "cuda:0");
        _folder.AddPair("gpu-pair", "reference-base", "gpu");

        _folder.AddModel("pasted", "reference-base");
        _folder.AddPair("pasted-pair", "reference-base", "pasted");

        _run = SuiteProgram.Run(_folder, "samples=1",
            "pairs=cut-off-pair,garbage-pair,changed-pair,wide-pair,templateless-pair,gpu-pair,pasted-pair,reference");
    }

    [OneTimeTearDown]
    public void DeleteFolder() => _folder.Dispose();

    [Test]
    public void The_run_is_red() => _run.ExitCode.Should().NotBe(0);

    [Test]
    public void Sound_pairs_are_judged_all_the_same()
    {
        var judged = ResultsFile.Read(_folder.Results).Claims.Select(c => $"{c.Result.Pair} {c.Result.Protocol}").ToArray();

        judged.Should().HaveCount(15).And.OnlyContain(arm => arm == "reference Paper" || arm == "reference Deployed" || arm == "templateless-pair Paper");
        _run.Error.Should().Contain("reference, paper protocol\n").And.Contain("reference, deployed protocol\n");
        // Six claims' tests of six pairs under two protocols, and of the one without a template under one.
        _run.Failed.Should().Be((6 * 6 * 2) + 6);
    }

    [Test]
    public void Pairs_that_were_not_judged_stand_in_the_results_with_their_error()
    {
        var notes = ResultsFile.Read(_folder.Results).Notes.Where(note => note.Contains("was not judged")).ToArray();

        notes.Select(note => note.Split(' ')[0]).Should().BeEquivalentTo(
            [.. new[] { "cut-off-pair", "garbage-pair", "changed-pair", "wide-pair", "gpu-pair", "pasted-pair" }.SelectMany(pair => new[] { pair, pair }), "templateless-pair"]);
        notes.Should().OnlyContain(note => note.Contains(" protocol: Expected ") && note.Contains(" Next step: "));
        _run.Error.Should().Contain("cut-off-pair was not judged under the paper protocol:");
        _run.Output.Split("Pinned SHA-256: ").Should().HaveCountLessThanOrEqualTo(1 + (2 * 2 * 2), "an error is told once a pair and protocol, not once a claim");
    }

    [Test]
    public void A_graph_that_is_cut_off_is_named() => ShouldSay(
        "to be a complete ONNX model because it is about to be loaded, but found a field that is longer than the rest of the file.", $"File: {Graph("cut-off")}\n");

    [Test]
    public void A_graph_that_is_something_else_is_named() => ShouldSay("to be a complete ONNX model", $"File: {Graph("garbage")}\n");

    [Test]
    public void A_changed_file_is_shown_with_both_hashes() => ShouldSay(
        "Expected the file onnx/model_gqa.onnx of model changed to be the pinned one because figures hold for the pinned weights only, but found a file with another hash.",
        "Pinned SHA-256: 4085917bc210755a5f3772e84df360eb3412f36eb3dfcd888183ab515873e8d8\n", "Found SHA-256: ");

    [Test]
    public void A_tokenizer_larger_than_its_model_is_refused_with_both_sizes() => ShouldSay(
        "because every id needs a logit, but found 5001 ids and 4096 logits.", "Model: wide-base\n");

    [Test]
    public void A_missing_chat_template_is_told_with_how_to_give_one() => ShouldSay(
        "but found none in tokenizer_config.json and no chat_template.jinja beside it.", "Model: templateless\n",
        "Next step: Add chat_template.jinja to files of the model in models.json if its repository has one, give one as \"chatTemplate\" of the model, or run the paper protocol alone.");

    [Test]
    public void A_model_set_to_a_gpu_names_the_flag_that_builds_for_it() => ShouldSay("because the model's device is cuda:0, but found the cpu package set.", "-p:Accelerator=cuda12");

    [Test]
    public void One_model_under_two_ids_is_no_pair() => ShouldSay(
        "Expected the two models of pair pasted-pair to be two models because one compared with itself shows no effect of alignment, but found the same content under both ids.", "Aligned: pasted\n");

    [Test]
    public void A_gpu_demanded_for_the_run_is_never_replaced_by_the_processor()
    {
        using var folder = new SuiteFolder();

        var run = SuiteProgram.Run(folder, "samples=1", "DIVERSITYBENCH_DEVICE=cuda:0");

        run.Should().Match<SuiteOutcome>(r => r.ExitCode != 0 && r.Passed == 0 && r.Failed == 12);
        run.Output.Should().Contain("-p:Accelerator=cuda12");
        folder.Stored().Should().BeEmpty();
        ResultsFile.Read(folder.Results).Should().Match<RunResults>(r => r.Claims.Count == 0 && r.Notes.Count == 2);
    }

    [Test]
    public void A_model_without_an_end_token_is_told()
    {
        using var folder = new SuiteFolder();
        folder.AddModel("endless", "reference-ppo");
        folder.AddPair("endless-pair", "reference-base", "endless");
        folder.Replace("endless", "tokenizer_config.json", Edited(config => config.Remove("eos_token")));
        foreach (var file in new[] { "config.json", "generation_config.json" })
            folder.Replace("endless", file, Edited(config => config.Remove("eos_token_id")));

        var run = SuiteProgram.Run(folder, "samples=1", "protocols=paper", "pairs=endless-pair");

        run.Error.Should().Contain("No file of endless names an end token, so each of its samples is as long as it may be.").And.NotContain("No file of reference-base");
    }

    // The text of config.json alone takes 300 MB, and .NET is given 256.
    [Test]
    public void A_pair_for_which_memory_runs_out_leaves_the_others_their_results()
    {
        using var folder = new SuiteFolder();
        folder.AddModel("heavy", "reference-ppo");
        folder.AddPair("heavy-pair", "reference-base", "heavy");
        folder.Replace("heavy", "config.json", content => [.. content, .. Enumerable.Repeat((byte)' ', 150_000_000)]);

        var run = SuiteProgram.Run(folder, "samples=1", "pairs=heavy-pair,reference", "protocols=paper", "DOTNET_GCHeapHardLimit=10000000");

        run.Output.Should().Contain("Expected pair heavy-pair to be judged in the memory that there is ").And.Contain("DIVERSITYBENCH_BATCH=8").And.Contain("Batch: reference-base: as the engine chooses; heavy: ");
        ResultsFile.Read(folder.Results).Claims.Select(c => c.Result.Pair).Distinct().Should().BeEquivalentTo("reference");
        File.Exists(Path.Combine(Path.GetDirectoryName(folder.Results)!, "report.html")).Should().BeTrue();
    }

    private void ShouldSay(params string[] texts) => texts.Should().AllSatisfy(text => _run.Output.Should().Contain(text));

    private string Graph(string model) => Path.Combine(_folder.Root, "models", model, "onnx/model_gqa.onnx");

    private void AddAligned(string id, string baseModel = "reference-base")
    {
        _folder.AddModel(id, "reference-ppo");
        _folder.AddPair(id + "-pair", baseModel, id);
    }

    private static byte[] WithTokenBeyondTheVocabulary(byte[] tokenizer) => Edited(root => root["added_tokens"]!.AsArray().Add(new JsonObject
    {
        ["id"] = 5000,
        ["content"] = "<extra>",
        ["single_word"] = false,
        ["lstrip"] = false,
        ["rstrip"] = false,
        ["normalized"] = false,
        ["special"] = true,
    }))(tokenizer);

    private static Func<byte[], byte[]> Edited(Action<JsonObject> change) => content =>
    {
        var root = JsonNode.Parse(content)!.AsObject();
        change(root);
        return Encoding.UTF8.GetBytes(root.ToJsonString());
    };
}
