using DiversityBench.Report.Results;
using DiversityBench.Tests.Suites.Runs;
using FluentAssertions;
using NUnit.Framework;

namespace DiversityBench.Tests.Fixtures.LLamaSharp;

/// <summary>A damaged GGUF file beside a sound pair: the fault is told with model and step, and the sound pair has its results and its samples.</summary>
public sealed class GgufCrashRunTests
{
    private static readonly string[] s_arguments = [.. ReferenceRun.Arguments, "pairs=damaged-pair,reference"];
    private SuiteFolder _folder = null!;

    [SetUp]
    public void MakeFolder() => _folder = new SuiteFolder();

    [TearDown]
    public void DeleteFolder() => _folder.Dispose();

    [TestCase(100_000, "in its vocabulary")]
    [TestCase(3_000_000, "in its weights")]
    public void A_file_that_is_cut_is_named_and_costs_its_own_pair_only(int kept, string where)
    {
        AddPair(GgufFolder.Reference("ppo")[..kept]);

        var run = SuiteProgram.Run(_folder, s_arguments);

        run.ExitCode.Should().NotBe(0);
        run.Output.Should().Contain("Expected the GGUF file to load").And.Contain($"File: {Path.Combine(_folder.Root, "models", "damaged", "model.gguf")}");
        run.Error.Should().NotContain("ended by", $"a file that is cut {where} ends no process");
        ReferenceIsJudged();
    }

    // llama.cpp asserts that what is added to a variance is no less than 0.
    [Test]
    [Platform("Linux", Reason = "An abort is a signal there.")]
    public void An_abort_of_llama_cpp_while_it_decodes_is_told_with_model_and_step()
    {
        AddPair(SmallGguf.Write(("llama.attention.layer_norm_rms_epsilon", -1f)), SmallGguf.Write());

        var run = SuiteProgram.Run(_folder, s_arguments);

        Crashed(run, "damaged: TokenEntropy");
    }

    // It asserts that a token is text, too.
    [Test]
    [Platform("Linux", Reason = "An abort is a signal there.")]
    public void An_abort_of_llama_cpp_while_it_loads_is_told_with_model_and_step()
    {
        AddPair(SmallGguf.Write(("tokenizer.ggml.tokens", Enumerable.Range(0, 270).ToArray())));

        var run = SuiteProgram.Run(_folder, s_arguments);

        Crashed(run, "loading damaged");
    }

    private void Crashed(SuiteOutcome run, string step)
    {
        run.ExitCode.Should().NotBe(0);
        run.Error.Should().Contain("Expected pair damaged-pair to be judged to the end ").And.Contain(", but found a process that was ended by SIGABRT (")
            .And.MatchRegex($"\nStep: [^\n]*{step}").And.Contain("\nThe run goes on without pair damaged-pair.\n");
        run.Output.Should().Contain("Expected pair damaged-pair to be judged to the end ");
        ReferenceIsJudged();
    }

    private void ReferenceIsJudged()
    {
        ResultsFile.Read(_folder.Results).Claims.Select(c => c.Result.Pair).Distinct().Should().BeEquivalentTo("reference");
        _folder.Claims.Should().Be(ReferenceRun.Folder.Claims);
        _folder.Stored().Should().Contain(ReferenceRun.Folder.Stored());
    }

    private void AddPair(byte[] damaged, byte[]? sound = null)
    {
        _folder.AddGguf("damaged", damaged);
        _folder.AddGguf("sound", sound ?? GgufFolder.Reference("base"));
        _folder.AddPair("damaged-pair", "sound", "damaged");
    }
}
