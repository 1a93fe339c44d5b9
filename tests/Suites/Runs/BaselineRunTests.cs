using System.Diagnostics;
using DiversityBench.Metrics;
using DiversityBench.Verification.Baselines;
using FluentAssertions;
using NUnit.Framework;

namespace DiversityBench.Tests.Suites.Runs;

/// <summary>Runs against approved outcomes, on the samples of the reference run.</summary>
public sealed class BaselineRunTests
{
    private static readonly BaselineKey Key = new("reference", "tokenentropy", Protocol.Paper);

    private SuiteFolder _folder = null!;
    private SuiteOutcome _accepted = null!;
    private string _approved = null!;

    [OneTimeSetUp]
    public void Accept()
    {
        _folder = new SuiteFolder();
        _folder.CopyStore(ReferenceRun.Folder);
        _accepted = Run("accept=true", "pairs=reference,reference/base..ppo");
        _approved = File.ReadAllText(_folder.Baseline("reference"));
    }

    [OneTimeTearDown]
    public void DeleteFolder() => _folder.Dispose();

    [TearDown]
    public void RestoreBaseline() => File.WriteAllText(_folder.Baseline("reference"), _approved);

    [Test]
    public void Accepting_approves_every_pair_and_is_green()
    {
        _accepted.Should().Match<SuiteOutcome>(r => r.ExitCode == 0 && r.Passed == 12);
        BaselineFile.Read(_approved, Key).Claims.Should().HaveCount(5);
        File.Exists(_folder.Baseline("reference/base..ppo")).Should().BeTrue();
    }

    [Test]
    public void A_run_that_agrees_is_green_whatever_the_outcomes()
    {
        Run().Should().Match<SuiteOutcome>(r => r.ExitCode == 0 && r.Passed == 6);
        File.ReadAllText(_folder.Baseline("reference")).Should().Be(_approved);
        File.Exists(_folder.Baseline("reference", "received")).Should().BeFalse();
    }

    [Test]
    public void A_moved_figure_turns_its_claim_red_and_puts_the_received_file_beside()
    {
        var approved = BaselineFile.Read(_approved, Key);
        var moved = approved.Claims[1] with { Figures = [.. approved.Claims[1].Figures.Select(f => f.Name == "effect" ? f with { Value = f.Value + 10 } : f)] };
        File.WriteAllText(_folder.Baseline("reference"), BaselineFile.Write(approved with { Claims = [approved.Claims[0], moved, .. approved.Claims.Skip(2)] }));

        var run = Run();

        run.ExitCode.Should().NotBe(0);
        run.FailedTests.Should().Equal("E3_2_Full_vocabulary_token_entropy_is_lower_after_alignment");
        run.Output.Should().Contain("to agree with its approved baseline because approved outcomes change only when accepted, but found 1 moved figure.").And.Contain(" -> ")
            .And.Contain("Likely cause: models, prompts, seed, samples, engine and packages are as approved: the code of a metric");
        foreach (var kind in new[] { "verified", "received" })
            run.Output.Should().Contain($"For test 'E3_2_Full_vocabulary_token_entropy_is_lower_after_alignment': {_folder.Baseline("reference", kind)}\n");
        File.ReadAllText(_folder.Baseline("reference", "received")).Should().Be(_approved);

        RestoreBaseline();
        Run().ExitCode.Should().Be(0);
        File.Exists(_folder.Baseline("reference", "received")).Should().BeFalse("the run agrees again");
    }

    [Test]
    public void Figures_that_moved_with_the_temperature_name_it()
    {
        var run = Run("temperature=0.5");

        run.FailedTests.Should().NotBeEmpty();
        run.Output.Should().Contain("Likely cause: sampling temperature 1 -> temperature 0.5\n");
    }

    [Test]
    public void A_baseline_edited_by_hand_turns_every_claim_red()
    {
        var claim = BaselineFile.Read(_approved, Key).Claims[0];
        File.WriteAllText(_folder.Baseline("reference"), _approved.Replace($"\"outcome\": \"{claim.Outcome.ToString().ToLowerInvariant()}\"", "\"outcome\": \"supported\"", StringComparison.Ordinal) + " ");
        File.ReadAllText(_folder.Baseline("reference")).Should().NotBe(_approved + " ");

        var run = Run();

        run.Should().Match<SuiteOutcome>(r => r.ExitCode != 0 && r.Passed == 0 && r.Failed == 6);
        run.Output.Should().Contain("to carry the digest of its content because approved figures are never edited by hand");
    }

    [Test]
    public void Uncommitted_baselines_are_not_replaced()
    {
        using var folder = new SuiteFolder();
        var baseline = folder.Baseline("reference");
        Directory.CreateDirectory(Path.GetDirectoryName(baseline)!);
        File.WriteAllText(baseline, "edited, not committed");
        Git("init", "-q").Should().Be(0);

        var run = SuiteProgram.Run(folder, [.. ReferenceRun.Arguments, "accept=true"]);

        run.ExitCode.Should().NotBe(0);
        run.Output.Should().Contain("what it replaces could not be had back, but found uncommitted changes.\nFiles: baselines/reference/\n");
        File.ReadAllText(baseline).Should().Be("edited, not committed");

        int Git(params string[] arguments)
        {
            using var git = Process.Start("git", ["-C", folder.Root, .. arguments]);
            git.WaitForExit();
            return git.ExitCode;
        }
    }

    [Test]
    public void A_baseline_that_cannot_be_written_is_an_error_with_its_path()
    {
        using var folder = new SuiteFolder();
        folder.CopyStore(ReferenceRun.Folder);
        // A file where the folder should be stops every user, the administrator as well.
        File.WriteAllText(Path.Combine(folder.Root, "baselines"), "");

        var run = SuiteProgram.Run(folder, [.. ReferenceRun.Arguments, "accept=true"]);

        run.Should().Match<SuiteOutcome>(r => r.ExitCode != 0 && r.Passed == 0);
        run.Output.Should().Contain("to be written because the run was asked to accept, but found: ").And.Contain($"Baseline: {folder.Baseline("reference")}\n");
    }

    private SuiteOutcome Run(params string[] more) => SuiteProgram.Run(_folder, [.. ReferenceRun.Arguments, .. more]);
}
