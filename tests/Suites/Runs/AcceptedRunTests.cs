using FluentAssertions;
using NUnit.Framework;

namespace DiversityBench.Tests.Suites.Runs;

/// <summary>Gates of the repository's own ladder, against the checkpoint of it that is accepted.</summary>
public sealed class AcceptedRunTests
{
    private readonly SuiteFolder _folder = new();

    [OneTimeTearDown]
    public void DeleteFolder() => _folder.Dispose();

    [Test]
    public void The_accepted_checkpoint_passes_against_itself()
        => Judge("reference-dpo").Should().Match<SuiteOutcome>(r => r.ExitCode == 0 && r.Failed == 0 && r.Skipped == 0
            && r.Error.Contains("\nreference-dpo passes the gate reference of the lineage reference: it keeps enough of all 8 things measured. It was held against the base model reference-base and the accepted checkpoint reference-dpo."));

    // 12 % of the accepted checkpoint's first names, 18 % of its nationalities (docs/gate.md); 80 % are required.
    [Test]
    public void An_over_optimised_checkpoint_fails_against_the_accepted_one()
        => Judge("reference-ppo-strong").Should().Match<SuiteOutcome>(r => r.ExitCode != 0 && r.FailedTests.Contains("Gate_passes")
            && r.Error.Contains("\nreference-ppo-strong fails the gate reference of the lineage reference: it lost more than the policy allows.")
            && r.Error.Contains(" of the variety of first names (at most ") && r.Error.Contains("%), where 80 % of the accepted checkpoint's are required."));

    // The accepted checkpoint's prompts came through its chat template.
    [Test]
    public void Another_protocol_has_no_accepted_checkpoint()
        => Judge("reference-base", "raw-text").Should().Match<SuiteOutcome>(r => r.ExitCode == 0 && r.Error.Contains("alone, since no checkpoint of the lineage is accepted under the paper protocol yet."));

    private SuiteOutcome Judge(string candidate, string policy = "reference") => SuiteProgram.Run(
        _folder, $"DIVERSITYBENCH_MANIFEST={Path.Combine(TestData.RepositoryRoot, "models.json")}", $"gate={policy}", $"candidate={candidate}");
}
