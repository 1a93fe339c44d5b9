using System.Diagnostics;
using System.Xml.Linq;
using DiversityBench.Verification.Gate;
using FluentAssertions;
using NUnit.Framework;

namespace DiversityBench.Tests.Suites.Runs;

/// <summary>Gates of the embedded models, of stories alone and with few samples.</summary>
public sealed class GateRunTests
{
    private SuiteFolder _folder = null!;
    private SuiteOutcome _passing = null!;
    private string _summary = null!;
    private XDocument _junit = null!;

    [OneTimeSetUp]
    public void JudgeTheBaseModel()
    {
        _folder = new SuiteFolder();
        _folder.WritePolicy("mine");
        _passing = Judge("mine", "reference-base");
        _summary = File.ReadAllText(_folder.Result("gate.md"));
        _junit = XDocument.Load(_folder.Result("gate.junit.xml"));
    }

    [OneTimeTearDown]
    public void DeleteFolder() => _folder.Dispose();

    [Test]
    public void A_model_that_lost_nothing_passes_and_nothing_but_the_gate_is_run()
    {
        _passing.Should().Match<SuiteOutcome>(r => r.ExitCode == 0 && r.Passed == 3 && r.Failed == 0 && r.Skipped == 0);
        _passing.Error.Should().Contain("\nreference-base passes the gate mine of the lineage reference: it keeps enough of all 2 things measured.").And.Contain(" saved.\n").And.NotContain("::notice");
        File.Exists(_folder.Results).Should().BeFalse("no claim is tested");
        _junit.Descendants("testcase").Should().HaveCount(3);
        _summary.Should().StartWith("## Diversity gate: reference-base passes\n");
    }

    // Half the temperature: the names of a story's start-up are fewer and its tokens surer.
    [Test]
    public void A_floor_that_is_not_kept_is_red_with_annotations_and_step_summary()
    {
        _folder.WritePolicy("strict", policy => policy["metrics"]!["story-entropy"]!["floor"] = 0.97);
        var summary = Path.Combine(_folder.Root, "summary.md");
        File.WriteAllText(summary, "before\n");

        var run = Judge("strict", "reference-base@0.5", "GITHUB_ACTIONS=true", $"GITHUB_STEP_SUMMARY={summary}");

        run.Should().Match<SuiteOutcome>(r => r.ExitCode != 0 && r.FailedTests.Contains("Gate_passes"));
        run.Error.Should().Contain("\n::error title=Diversity gate%3A story-entropy against the base model::reference-base at T = 0.5: it keeps ");
        File.ReadAllText(summary).Should().StartWith("before\n## Diversity gate: reference-base at T = 0.5 ");
    }

    [Test]
    public void Accepting_needs_a_person_a_commit_and_a_folder_that_can_be_written()
    {
        using var folder = new SuiteFolder();
        folder.CopyStore(_folder);
        folder.WritePolicy("mine");
        string Accept(params string[] more) => SuiteProgram.Run(folder, ["gate=mine", "candidate=reference-base", "accept=true", .. more]).Output;
        var file = Path.Combine(folder.Root, "baselines", "gate", "reference.paper.accepted.json");

        Accept("CI=true").Should().Contain("to be asked for by a person because nothing is accepted in CI");
        Accept().Should().Contain("but found no git repository that answers");
        Git(folder, "init", "-q");
        Accept().Should().Contain("but found a dirty working tree: ");
        File.WriteAllText(Path.Combine(folder.Root, ".gitignore"), "cache\ntrx\nresults\n");
        Commit(folder);

        // A file where the folder should be stops every user, the administrator as well.
        File.WriteAllText(Path.Combine(folder.Root, "baselines"), "");
        Commit(folder);
        Accept().Should().Contain("but found a read-only tree: ");
        File.Delete(Path.Combine(folder.Root, "baselines"));
        Commit(folder);
        File.Exists(file).Should().BeFalse("nothing was accepted so far");

        Accept();
        AcceptedFile.Read(File.ReadAllText(file), file).Should().Match<AcceptedCheckpoint>(a => a.Candidate == "reference-base" && a.Figures.Count == 2 && a.Figures["valid-stories"].Samples == 14 * 20);
        var again = SuiteProgram.Run(folder, "gate=mine", "candidate=reference-base");
        again.ExitCode.Should().Be(0);
        again.Error.Should().Contain("the accepted checkpoint reference-base");

        File.WriteAllText(file, File.ReadAllText(file).Replace("\"samples\": 280", "\"samples\": 281", StringComparison.Ordinal));
        SuiteProgram.Run(folder, "gate=mine", "candidate=reference-base").Should().Match<SuiteOutcome>(r => r.ExitCode != 0 && r.Output.Contains("accepted figures are never edited by hand"));
    }

    private SuiteOutcome Judge(string policy, string candidate, params string[] more) => SuiteProgram.Run(_folder, [$"gate={policy}", $"candidate={candidate}", .. more]);

    private static void Commit(SuiteFolder folder)
    {
        Git(folder, "add", "-A");
        Git(folder, "-c", "user.name=test", "-c", "user.email=test@localhost", "commit", "-q", "-m", "state");
    }

    private static void Git(SuiteFolder folder, params string[] arguments)
    {
        using var git = Process.Start("git", ["-C", folder.Root, .. arguments]);
        git.WaitForExit();
        git.ExitCode.Should().Be(0);
    }
}
