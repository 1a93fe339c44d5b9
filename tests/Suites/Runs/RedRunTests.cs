using FluentAssertions;
using NUnit.Framework;

namespace DiversityBench.Tests.Suites.Runs;

/// <summary>A run that tested nothing, or that could not begin, is red and says why.</summary>
public sealed class RedRunTests
{
    private SuiteFolder _folder = null!;

    [SetUp]
    public void MakeFolder() => _folder = new SuiteFolder();

    [TearDown]
    public void DeleteFolder() => _folder.Dispose();

    [Test]
    public void An_empty_list_of_pairs_is_red() => ShouldNotBegin("DIVERSITYBENCH_PAIRS=").Should()
        .Contain("Expected DIVERSITYBENCH_PAIRS to be a list that is not empty");

    [Test]
    public void A_manifest_that_names_no_pair_is_red_and_lists_the_rungs()
    {
        _folder.Edit(m =>
        {
            m.Remove("pairs");
            m["defaults"]!.AsObject().Remove("pairs");
        });

        ShouldNotBegin().Should().Contain("because a run that tests nothing must not pass, but found none.\n  Valid: reference/base..ppo\n");
    }

    [Test]
    public void An_unknown_pair_is_red_and_lists_the_pairs() => ShouldNotBegin("pairs=nope").Should()
        .Contain("but found \"nope\".").And.Contain("Valid: reference, reference/base..ppo\n");

    [Test]
    public void An_unknown_suite_is_red_and_lists_the_suites() => ShouldNotBegin("suites=Nope").Should()
        .Contain("but found \"Nope\".").And.Contain("Valid: Personas, Semantics, TokenEntropy, ").And.Contain(", all\n");

    [Test]
    public void A_missing_manifest_is_red_and_shows_a_sample()
    {
        File.Delete(_folder.Manifest);

        ShouldNotBegin().Should().Contain($"Path: {_folder.Manifest}\n").And.Contain("Sample: {");
    }

    [Test]
    public void An_unknown_key_of_the_manifest_is_red_and_the_nearest_name_is_given()
    {
        _folder.Edit(m => m["defaults"]!["temprature"] = 1);

        ShouldNotBegin().Should().Contain("the key $.defaults.temprature").And.Contain("Nearest: temperature\n").And.Contain($"Where: {_folder.Manifest}, line 1, column ");
    }

    [TestCase("CI=true")]
    [TestCase("CI=1")]
    [TestCase("TF_BUILD=True")]
    public void Nothing_is_accepted_in_continuous_integration(string setting)
    {
        ShouldNotBegin("accept=true", setting).Should().Contain("because nothing is accepted in CI, but found accept=true in CI.");
        Directory.Exists(Path.Combine(_folder.Root, "baselines")).Should().BeFalse();
    }

    [Test]
    public void A_filter_that_matches_nothing_is_red_and_lists_what_there_is()
    {
        var run = SuiteProgram.Run(_folder, "--filter", "FullyQualifiedName~Nothing");

        run.ExitCode.Should().NotBe(0);
        run.Error.Should().StartWith(
            "Expected the run to decide at least one claim because a run that tests nothing must not pass, but found every claim filtered out, skipped or left open.\n" +
            "Suites: Personas, Semantics, TokenEntropy, ").And
            .Contain("\nClaims: E1.1, E1.2, E1.3, ").And
            .EndWith("\nNext step: Choose claims that exist, as in --filter FullyQualifiedName~E3_1, or give claims that are open more samples.\n");
    }

    [Test]
    public void A_run_whose_claims_are_all_left_open_is_red()
    {
        var run = SuiteProgram.Run(_folder, "samples=1");

        run.ExitCode.Should().NotBe(0);
        run.Should().Match<SuiteOutcome>(r => r.Passed == 0 && r.Failed == 0 && r.Skipped == 12);
        // Five claims under two protocols: one sample has no spread.
        run.Output.Split('\n').Count(line => line.StartsWith("  Finding: The data cannot tell: only 0 of 14 prompts can be used; prompt startup: too few valid samples (base 1, aligned", StringComparison.Ordinal))
            .Should().Be(10);
        run.Error.Should().Contain("reference, paper protocol\n").And.Contain("reference, deployed protocol\n").And.Contain("Expected the run to decide at least one claim");
    }

    private string ShouldNotBegin(params string[] arguments)
    {
        var run = SuiteProgram.Run(_folder, arguments);
        run.ExitCode.Should().NotBe(0);
        run.Passed.Should().Be(0);
        run.Failed.Should().BePositive();
        File.Exists(_folder.Results).Should().BeFalse();
        return run.Output;
    }
}
