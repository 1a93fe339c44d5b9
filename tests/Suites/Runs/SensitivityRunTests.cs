using DiversityBench.Report.Results;
using DiversityBench.Verification.Claims;
using FluentAssertions;
using NUnit.Framework;

namespace DiversityBench.Tests.Suites.Runs;

/// <summary>The questions about sensitivity where only TokenEntropy is run beside them, ten samples a prompt.</summary>
public sealed class SensitivityRunTests
{
    [Test]
    public void Each_verdict_is_judged_from_fewer_samples_and_without_experiment_2_nothing_is_said_about_encoders()
    {
        using var folder = new SuiteFolder();
        folder.CopyStore(ReferenceRun.Folder);

        SuiteProgram.Run(folder, "samples=10", "protocols=paper", "suites=TokenEntropy+Sensitivity");

        var claims = ResultsFile.Read(folder.Results).Claims.ToDictionary(c => c.Result.Claim.Id, c => c.Result);
        claims["S1"].Outcome.Should().Be(Outcome.Inconclusive);
        claims["S1"].Reason.Should().Contain("Semantics");
        claims["S2"].Outcome.Should().Be(Outcome.Answered, claims["S2"].Reason);
        claims["S2"].Figures.Should().HaveCount(5).And.OnlyContain(f => f.Value >= 0.1 && f.Value <= 1);
        claims["S2"].Curves.Select(c => c.Name).Should().Equal("E3.1", "E3.2", "E3.3", "E3.4", "E3.5");

        // 1, 2, 4, 7 and 10 samples a prompt: five are the fewest that can be judged.
        var curve = claims["S2"].Curves[0].Points;
        curve.Select(p => p.Y is null).Should().Equal(true, true, true, false, false);
        curve[^1].Y.Should().Be(claims["E3.1"].Effect);
        curve[^1].Interval.Should().Be(claims["E3.1"].Interval);
        curve[3].Interval!.Width().Should().BeGreaterThan(curve[4].Interval!.Width());
        claims["S2"].Figures[0].Reason.Should().StartWith("10 % inconclusive, 20 % inconclusive, 40 % inconclusive, 70 % ");
    }
}

file static class Intervals
{
    public static double Width(this Interval interval) => interval.Upper - interval.Lower;
}
