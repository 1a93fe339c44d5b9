using System.Xml.Linq;
using FluentAssertions;
using NUnit.Framework;

namespace DiversityBench.Tests.Suites.Runs;

/// <summary>Gates of the repository's own ladder, under its policies and against the checkpoint of it that is accepted. What docs/gate.md says of these cases is held here.</summary>
public sealed class LadderGateTests
{
    private static readonly XNamespace Trx = "http://microsoft.com/schemas/VisualStudio/TeamTest/2010";
    private readonly SuiteFolder _folder = new();
    private SuiteOutcome _collapsed = null!;
    private string _summary = null!;
    private XElement _junit = null!;
    private XDocument _trx = null!;

    [OneTimeSetUp]
    public void JudgeTheCollapsedCheckpoint()
    {
        _collapsed = Judge("reference-ppo-strong", "default", "--report-trx", "--report-trx-filename", "gate.trx");
        _summary = File.ReadAllText(_folder.Result("gate.md"));
        _junit = XDocument.Load(_folder.Result("gate.junit.xml")).Root!.Element("testsuite")!;
        _trx = XDocument.Load(Path.Combine(_folder.Root, "trx", "gate.trx"));
    }

    [OneTimeTearDown]
    public void DeleteFolder() => _folder.Dispose();

    // 406 samples are the first stage: a tenth of 4 x 750 personas, 5 x 100 biographies and 14 x 40 stories.
    [Test]
    public void A_collapsed_checkpoint_fails_at_the_first_stage_for_want_of_valid_outputs()
    {
        _collapsed.Should().Match<SuiteOutcome>(r => r.ExitCode != 0 && r.FailedTests.Contains("Gate_passes"));
        Paragraph.Should().StartWith("reference-ppo-strong fails the gate default of the lineage reference: it lost more than the policy allows.")
            .And.Contain("It keeps 0 % of the valid biographies (at most ").And.Contain("It keeps 0 % of the valid stories (at most ")
            .And.EndWith("The verdict was clear after 406 of 4,060 samples of the candidate: 90 % saved.");
        _collapsed.Error.Should().Contain($"\n{Paragraph}\n");
    }

    // 12 % of the accepted checkpoint's first names, 18 % of its nationalities; 80 % are required.
    [Test]
    public void A_collapsed_checkpoint_fails_against_the_accepted_one_too()
        => Paragraph.Should().Contain(" of the variety of first names (at most ").And.Contain("%), where 80 % of the accepted checkpoint's are required.")
            .And.Contain("It was held against the base model reference-base and the accepted checkpoint reference-dpo.");

    [Test]
    public void The_metrics_that_failed_stand_in_both_result_files()
    {
        string[] failed = ["valid-biographies", "valid-stories", "first-names", "nationalities"];

        _junit.Elements("testcase").Where(c => c.Element("failure") is not null).Select(c => c.Attribute("name")!.Value)
            .Should().Contain(failed.SelectMany(m => new[] { $"{m} against the base model", $"{m} against the accepted checkpoint" })).And.Contain("verdict");
        _trx.Descendants(Trx + "UnitTestResult").Where(r => (string)r.Attribute("outcome")! == "Failed").Select(r => (string)r.Attribute("testName")!)
            .Should().Contain(failed.Select(m => $"Candidate_keeps_enough_of(\"{m}\")")).And.Contain("Gate_passes");
    }

    [Test]
    public void The_accepted_checkpoint_passes_against_itself()
        => Judge("reference-dpo", "reference").Should().Match<SuiteOutcome>(r => r.ExitCode == 0 && r.Failed == 0 && r.Skipped == 0
            && r.Error.Contains("\nreference-dpo passes the gate reference of the lineage reference: it keeps enough of all 8 things measured. It was held against the base model reference-base and the accepted checkpoint reference-dpo."));

    // The base model under another seed. The accepted checkpoint's prompts came through its chat template, so it is no reference here.
    [Test]
    public void The_base_model_passes_against_itself_and_the_samples_saved_are_told()
        => Judge("reference-base", "raw-text").Should().Match<SuiteOutcome>(r => r.ExitCode == 0 && r.Failed == 0
            && r.Error.Contains("alone, since no checkpoint of the lineage is accepted under the paper protocol yet.")
            && r.Error.Contains("The verdict was clear after 1,486 of 4,060 samples of the candidate: 63.4 % saved.\n"));

    [Test]
    public void A_sharpened_copy_fails()
        => Judge("reference-sft@0.5", "default").Should().Match<SuiteOutcome>(r => r.ExitCode != 0 && r.FailedTests.Contains("Gate_passes")
            && r.Error.Contains("\nreference-sft at T = 0.5 fails the gate default ") && r.Error.Contains(" of the variety of first names (at most "));

    private string Paragraph => _summary.Split('\n')[2];

    private SuiteOutcome Judge(string candidate, string policy, params string[] more) => SuiteProgram.Run(
        _folder, [$"DIVERSITYBENCH_MANIFEST={Path.Combine(TestData.RepositoryRoot, "models.json")}", $"gate={policy}", $"candidate={candidate}", .. more]);
}
