using DiversityBench.Suites.Runs;
using NUnit.Framework;

namespace DiversityBench.Suites;

/// <summary>Opens the run before the first claim and reports after the last.</summary>
[SetUpFixture]
public sealed class RunSetup
{
    private static SuiteRun? s_run;

    internal static SuiteRun Run => s_run ?? throw new InvalidOperationException("The run was not opened; its error stands at the first test.");

    [OneTimeSetUp]
    public void Open()
    {
#if VERIFY
        ApprovedSnapshot.WriteAsBaselinesDo();
#endif
        s_run = new SuiteRun(RunPlan.Read());
    }

    [OneTimeTearDown]
    public void Close()
    {
        try
        {
            s_run?.Finish();
        }
        finally
        {
            s_run?.Dispose();
            s_run = null;
        }
    }
}
