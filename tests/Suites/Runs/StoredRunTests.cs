using System.Diagnostics;
using System.Runtime.InteropServices;
using DiversityBench.Fixtures.Generations;
using DiversityBench.Report.Results;
using DiversityBench.Verification.Claims;
using FluentAssertions;
using NJsonSchema;
using NUnit.Framework;

namespace DiversityBench.Tests.Suites.Runs;

/// <summary>However a run is disturbed, it ends with the samples and the claims of an undisturbed one.</summary>
public sealed partial class StoredRunTests
{
    private const int Interrupt = 2;
    private SuiteFolder _folder = null!;

    [SetUp]
    public void MakeFolder() => _folder = new SuiteFolder();

    [TearDown]
    public void DeleteFolder() => _folder.Dispose();

    [Test]
    public async Task A_run_shows_progress_and_a_table_and_writes_results_of_the_published_form()
    {
        var run = ReferenceRun.Outcome;

        run.Error.Should().Contain("reference-base: TokenEntropy, raw text: 0/70\n").And.Contain("reference-ppo: TokenEntropy, raw text: 70/70, ");
        run.Error.Should().Contain("reference, paper protocol\n").And.Contain("E3.1* ").And.EndWith(
            $"Results: {ReferenceRun.Folder.Results}\nReport: {Path.ChangeExtension(ReferenceRun.Folder.Results, null)[..^"results".Length]}report.html\n");
        var schema = await JsonSchema.FromFileAsync(Path.Combine(TestData.RepositoryRoot, "docs", "results.schema.json"));
        schema.Validate(await File.ReadAllTextAsync(ReferenceRun.Folder.Results)).Should().BeEmpty();
        var claims = ResultsFile.Read(ReferenceRun.Folder.Results).Claims;
        claims.Select(c => c.Result.Claim.Id).Should().Equal("E3.1", "E3.2", "E3.3", "E3.4", "E3.5");
        foreach (var outcome in Enum.GetValues<Outcome>())
            run.Error.Split('\n').Count(line => line.StartsWith(" E3.", StringComparison.Ordinal) && line.EndsWith(outcome.ToString(), StringComparison.Ordinal)).Should().Be(claims.Count(c => c.Result.Outcome == outcome));
        var determined = ResultsFile.Read(ReferenceRun.Folder.Results);
        determined.Run.Parameters.Should().Equal(new Dictionary<string, string>
        {
            ["pairs"] = "reference",
            ["protocols"] = "paper",
            ["suites"] = "TokenEntropy",
            ["samples"] = "5 of a prompt",
            ["sampling"] = "temperature 1",
            ["most tokens"] = "TokenEntropy 64",
        });
        determined.Prompts.Should().Equal(new Dictionary<string, string>
        {
            ["TokenEntropy"] = PromptSet.Read(Path.Combine(TestData.RepositoryRoot, "suites", "TokenEntropy", "prompts.jsonl")).Fingerprint,
        });
        determined.Run.Packages.Keys.Should().Contain(["MathNet.Numerics", "Microsoft.ML.OnnxRuntime"]);
        determined.Encoder.Fingerprint.Should().Be(determined.Models.Single(m => m.Id == "reference-base").Fingerprint, "the folder's encoder, which is not used, is that model");
        // No baseline: what is refuted is red.
        (run.ExitCode == 0).Should().Be(claims.All(c => c.Result.Outcome != Outcome.Refuted) && claims.Any(c => c.Result.Outcome == Outcome.Supported));
        ReferenceRun.Folder.Stored().Should().HaveCount(ReferenceRun.Samples);
    }

    [Test]
    public void A_second_run_generates_nothing_and_finds_the_same()
    {
        _folder.CopyStore(ReferenceRun.Folder);

        var run = SuiteProgram.Run(_folder, ReferenceRun.Arguments);

        run.Error.Should().NotContain("raw text").And.Contain("reference, paper protocol\n");
        ShouldEqualTheReference();
    }

    [Test]
    public void The_step_summary_of_a_ci_server_gets_the_verdicts()
    {
        _folder.CopyStore(ReferenceRun.Folder);
        var summary = Path.Combine(_folder.Root, "summary.md");
        File.WriteAllText(summary, "An earlier step.\n");

        SuiteProgram.Run(_folder, [.. ReferenceRun.Arguments, $"GITHUB_STEP_SUMMARY={summary}"]);

        File.ReadAllText(summary).Should().StartWith("An earlier step.\n## DiversityBench\n").And.Contain("### reference, paper protocol").And.Contain("| **E3.1** |");
    }

    [TestCase("seed=8")]
    [TestCase("samples=6")]
    [TestCase("DIVERSITYBENCH_TEMPERATURE=0.7")]
    public void Stored_evidence_is_not_taken_for_that_of_other_samples(string change)
    {
        using var fresh = new SuiteFolder();
        _folder.CopyStore(ReferenceRun.Folder);
        string[] arguments = [.. ReferenceRun.Arguments.Where(a => a.Split('=')[0] != change.Split('=')[0]), change];

        SuiteProgram.Run(_folder, arguments);
        SuiteProgram.Run(fresh, arguments);

        _folder.Claims.Should().Be(fresh.Claims).And.NotBe(ReferenceRun.Folder.Claims);
    }

    [Test]
    public void A_run_killed_while_it_generates_resumes_to_the_same_samples_and_claims()
    {
        using (var child = StartSlowly())
        {
            child.Kill();
            child.WaitForExit();
        }

        ShouldBeHalfDone();
        SuiteProgram.Run(_folder, ReferenceRun.Arguments);
        ShouldEqualTheReference();
    }

    [Test, Platform(Exclude = "Win", Reason = "Windows has no signal that a program could send as Ctrl-C to one other.")]
    public void A_run_interrupted_while_it_generates_is_red_says_how_to_resume_and_does() => InterruptAndResume(SuiteProgram.Start, parent => parent);

    // A second interrupt would end the run at once, without a word.
    [Test, Platform("Linux", Reason = "The program that starts groups of processes is found there.")]
    public void An_interrupt_that_reaches_every_process_of_a_terminal_does_the_same() => InterruptAndResume(SuiteProgram.StartAsGroup, parent => -parent);

    private void InterruptAndResume(Func<SuiteFolder, string[], Process> start, Func<int, int> receivers)
    {
        // Eight times the samples, so that there is time to interrupt.
        var child = StartSlowly([.. ReferenceRun.Arguments.Select(a => a.StartsWith("samples=", StringComparison.Ordinal) ? "samples=40" : a)], start);
        Signal(receivers(child.Id), Interrupt).Should().Be(0);

        var run = SuiteProgram.Finish(child);

        run.ExitCode.Should().NotBe(0);
        run.Error.Should().Contain($"Interrupted. Every finished batch is stored in {_folder.Store}. Run the same command again: it goes on after the last one.\n");
        File.Exists(_folder.Results).Should().BeFalse();
        _folder.Stored().Count.Should().BeInRange(1, (8 * ReferenceRun.Samples) - 1);
        SuiteProgram.Run(_folder, ReferenceRun.Arguments);
        _folder.Claims.Should().Be(ReferenceRun.Folder.Claims);
        ReferenceRun.Folder.Stored().Should().BeSubsetOf(_folder.Stored());
    }

    [Test]
    public void Two_runs_at_once_share_a_store_and_find_the_same()
    {
        using var other = new SuiteFolder();
        var sharing = $"DIVERSITYBENCH_CACHE={Path.GetDirectoryName(_folder.Store)}";

        var second = SuiteProgram.Start(other, [sharing, .. ReferenceRun.Arguments]);
        var first = SuiteProgram.Run(_folder, ReferenceRun.Arguments);

        SuiteProgram.Finish(second).ExitCode.Should().Be(first.ExitCode).And.Be(ReferenceRun.Outcome.ExitCode);
        ShouldEqualTheReference();
        other.Claims.Should().Be(ReferenceRun.Folder.Claims);
    }

    // German has a comma as decimal separator, Turkish an i whose capital is not I.
    [TestCase("de_DE.UTF-8", false)]
    [TestCase("tr_TR.UTF-8", true)]
    public void The_language_of_the_machine_changes_nothing(string language, bool isStored)
    {
        if (isStored)
            _folder.CopyStore(ReferenceRun.Folder);

        SuiteProgram.Run(_folder, [.. ReferenceRun.Arguments, $"LANG={language}", $"LC_ALL={language}", "DIVERSITYBENCH_TEMPERATURE=1.0"]);

        ShouldEqualTheReference();
    }

    private void ShouldEqualTheReference()
    {
        _folder.Claims.Should().Be(ReferenceRun.Folder.Claims);
        _folder.Stored().Should().Equal(ReferenceRun.Folder.Stored());
    }

    [LibraryImport("libc", EntryPoint = "kill")]
    internal static partial int Signal(int process, int signal);

    private void ShouldBeHalfDone() => _folder.Stored().Count.Should().BeInRange(1, ReferenceRun.Samples - 1);

    // Single rows on one processor are the slowest way; a record takes about 4 KB of the write-ahead log, and what is finished is stored several times a second.
    private Process StartSlowly(string[]? arguments = null, Func<SuiteFolder, string[], Process>? start = null)
    {
        var child = (start ?? SuiteProgram.Start)(_folder, [.. arguments ?? ReferenceRun.Arguments, "DIVERSITYBENCH_BATCH=1", "DIVERSITYBENCH_THREADS=1", "DOTNET_PROCESSOR_COUNT=1"]);
        var log = new FileInfo(_folder.Store + "-wal");
        while (!child.HasExited && !(log.Exists && log.Length > 100_000))
        {
            Thread.Sleep(2);
            log.Refresh();
        }

        child.HasExited.Should().BeFalse("there is nothing to disturb otherwise");
        return child;
    }
}
