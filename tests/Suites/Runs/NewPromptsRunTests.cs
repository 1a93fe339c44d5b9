using DiversityBench.Report.Results;
using DiversityBench.Verification.Claims;
using FluentAssertions;
using NUnit.Framework;

namespace DiversityBench.Tests.Suites.Runs;

/// <summary>Claims on new prompts, on few samples: they are judged over prompts.</summary>
public sealed class NewPromptsRunTests
{
    [Test]
    public void What_is_judged_is_the_spread_of_the_prompts()
    {
        using var folder = new SuiteFolder();

        // The repository's own encoder; no baseline is approved for this pair.
        SuiteProgram.Run(
            folder, $"DIVERSITYBENCH_MANIFEST={Path.Combine(TestData.RepositoryRoot, "models.json")}", "pairs=reference/base..dpo", "samples=8", "protocols=paper", "suites=NewPrompts");

        var claims = ResultsFile.Read(folder.Results).Claims.ToDictionary(c => c.Result.Claim.Id, c => c.Result);
        claims.Keys.Should().Equal("P1.1", "P1.3", "P1.5", "P1.8", "P1.9", "P2.1", "P2.2", "P2.3");

        // Eight samples cannot be clustered.
        claims.Remove("P2.3", out var clusters);
        clusters!.Outcome.Should().Be(Outcome.Inconclusive, clusters.Reason);
        claims.Values.Should().AllSatisfy(result =>
        {
            result.NewPromptsPValue.Should().NotBeNull();
            result.PValue.Should().Be(result.NewPromptsPValue);
            result.Interval.Should().NotBeNull().And.Be(result.NewPromptsInterval);
            result.IntervalMethod.Should().Be("t over prompts");
            result.AdjustedOver.Should().Be(7, "they are a family of their own");
            result.Figures.Should().NotContain(figure => figure.Name == RawPermutation.Name);
        });
    }
}
