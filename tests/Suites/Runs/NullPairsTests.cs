using FluentAssertions;
using NUnit.Framework;

namespace DiversityBench.Tests.Suites.Runs;

public sealed class NullPairsTests
{
    [Test]
    public void A_model_is_held_against_itself_under_either_protocol_and_no_seed_serves_twice()
    {
        using var folder = new SuiteFolder();

        var run = SuiteProgram.Run(folder, "--null-pairs", "2", "DIVERSITYBENCH_SUITES=TokenEntropy", "DIVERSITYBENCH_SAMPLES=6");

        run.ExitCode.Should().Be(0, run.Error);
        run.Output.Should().Contain("reference-base against itself, paper, 2 pairs of seeds").And.Contain("reference-ppo against itself, deployed, 2 pairs of seeds")
            .And.MatchRegex(@"\| primary \| 2 of 2, 4 in all \| \d of 4").And.MatchRegex(@"\| secondary \| 3 of 3, 6 in all \| \d of 6");
        folder.Stored().Should().HaveCount(2 * 4 * 14 * 6, "each of two models draws six samples of 14 prompts from four seeds");
    }

    [TestCase("none")]
    [TestCase("0")]
    public void A_count_that_is_none_is_refused(string count)
    {
        using var folder = new SuiteFolder();

        var run = SuiteProgram.Run(folder, "--null-pairs", count);

        run.ExitCode.Should().Be(1);
        run.Error.Should().StartWith("Expected --null-pairs to be followed by a number of pairs of seeds because").And.Contain($"but found {count}");
    }
}
