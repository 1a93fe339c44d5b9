using System.Diagnostics;
using FluentAssertions;
using NUnit.Framework;

namespace DiversityBench.Tests.Suites.Skipped;

/// <summary>Starts these tests again as a child in which <see cref="IgnoringSetUp"/> keeps them from being run.</summary>
public sealed class IgnoredSetUpTests
{
    // Exit codes of Microsoft.Testing.Platform: 8 no test ran, 2 a test failed.
    [TestCase("ignore", 8, "skipped")]
    [TestCase("fail", 2, "failed")]
    public void A_set_up_that_ignores_or_fails_leaves_the_run_red(string order, int exitCode, string ending)
    {
        var info = new ProcessStartInfo("dotnet", [typeof(IgnoredSetUpTests).Assembly.Location, "--no-ansi", "--progress", "off", "--filter", "FullyQualifiedName~" + nameof(IgnoredSetUpTests)])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var name in info.Environment.Keys.Where(name => name.StartsWith("TESTINGPLATFORM_", StringComparison.Ordinal)).ToArray())
            info.Environment.Remove(name);
        info.Environment[IgnoringSetUp.Variable] = order;

        var run = ChildProcess.Finish(Process.Start(info)!);

        run.ExitCode.Should().Be(exitCode);
        run.Output.ReplaceLineEndings("\n").Should().Contain($"\n  {ending}: 2\n");
    }
}
