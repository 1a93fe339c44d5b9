using DiversityBench.Report.Results;
using DiversityBench.Verification.Claims;
using FluentAssertions;
using NUnit.Framework;

namespace DiversityBench.Tests.Suites.Runs;

/// <summary>The questions and the control that need a ladder, on the two rungs of the embedded pair with few samples.</summary>
public sealed class LadderRunTests
{
    private SuiteFolder _folder = null!;

    [SetUp]
    public void MakeFolder()
    {
        _folder = new SuiteFolder();
        _folder.CopyStore(ReferenceRun.Folder);
    }

    [TearDown]
    public void DeleteFolder() => _folder.Dispose();

    [Test]
    public void A_ladder_answers_which_stage_shifts_and_what_each_brings_and_its_base_is_held_against_the_truth()
    {
        var run = SuiteProgram.Run(_folder, [.. ReferenceRun.Arguments, "suites=TokenEntropy+Ladder+KnownTruth"]);

        run.Error.Should().NotContain("Across pairs");
        var claims = ResultsFile.Read(_folder.Results).Claims.ToDictionary(c => c.Result.Claim.Id, c => c.Result);
        claims["Q1"].Outcome.Should().Be(Outcome.Answered, claims["Q1"].Reason);
        claims["Q1"].Reason.Should().Contain("base to ppo").And.Contain("differ from the truth: base ");
        claims["Q1"].Figures.Should().Contain(f => f.Name == "gender, base to ppo: distance" && f.Value >= 0 && f.Value <= 1);
        claims["Q3"].Outcome.Should().Be(Outcome.Answered, claims["Q3"].Reason);
        claims["Q3"].Figures.Should().Contain(f => f.Name == "E3.1, base to ppo: effect" && f.Value == claims["E3.1"].Effect);
        claims["K4"].Outcome.Should().BeOneOf(Outcome.Supported, Outcome.Refuted);
        claims["K4"].Figures.Should().Contain(f => f.Name == "age, mean, truth" && Math.Abs(f.Value!.Value - 43.75) < 1e-4, "the bands' means weighted by their probabilities");
        claims["K4"].Figures.Select(f => f.Name).Should().OnlyHaveUniqueItems();
        claims["Q1"].Figures.Select(f => f.Name).Should().OnlyHaveUniqueItems();
        claims["Q3"].Figures.Select(f => f.Name).Should().OnlyHaveUniqueItems();
    }

    [Test]
    public void Without_a_ladder_these_suites_have_nothing_to_run()
    {
        _folder.Edit(manifest => manifest.Remove("ladders"));

        var run = SuiteProgram.Run(_folder, [.. ReferenceRun.Arguments, "suites=Ladder+KnownTruth"]);

        run.ExitCode.Should().NotBe(0);
        run.Error.Should().Contain("decide at least one claim");
        File.Exists(_folder.Results).Should().BeFalse();
    }

    [Test]
    public void Several_pairs_end_with_a_comparison_and_its_data()
    {
        var run = SuiteProgram.Run(_folder, [.. ReferenceRun.Arguments, "pairs=reference+reference/ppo..base"]);

        run.Error.Should().Contain("Across pairs and protocols\n").And.Contain($"Across pairs: {Path.Combine(Path.GetDirectoryName(_folder.Results)!, "pairs.csv")}\n");
        var lines = File.ReadAllLines(Path.Combine(Path.GetDirectoryName(_folder.Results)!, "pairs.csv"));
        lines.Should().HaveCount(1 + (2 * 5));
        lines.Should().ContainSingle(line => line.StartsWith("reference,paper,E3.1,", StringComparison.Ordinal)).And.ContainSingle(line => line.StartsWith("reference/ppo..base,paper,E3.1,", StringComparison.Ordinal));
    }
}
