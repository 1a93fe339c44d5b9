using NUnit.Framework;

namespace DiversityBench.Tests.Suites.Skipped;

/// <summary>Ignores or fails all tests of its namespace where it is told to.</summary>
[SetUpFixture]
public sealed class IgnoringSetUp
{
    public const string Variable = "DIVERSITYBENCH_TESTS_SETUP";

    [OneTimeSetUp]
    public void Obey()
    {
        if (Environment.GetEnvironmentVariable(Variable) is not { Length: > 0 } order)
            return;
        if (order == "ignore")
            Assert.Ignore("told to");
        throw new InvalidOperationException("told to " + order);
    }
}
