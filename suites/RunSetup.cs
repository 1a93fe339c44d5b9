using DiversityBench.Fixtures.Progress;
using DiversityBench.Report.Results;
using DiversityBench.Suites.Gate;
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
        var (clock, gate) = (new RunClock(TimeProvider.System), RunPlan.ReadGateRequest());
        if (gate is not null)
            GateOutput.Begin(gate, clock);
        try
        {
            s_run = new SuiteRun(RunPlan.Read(), clock, gate);
        }
        catch (Exception error) when (gate is not null)
        {
            using var terminal = TerminalOutput.Open(Environment.GetCommandLineArgs(), Console.OpenStandardError());
            GateOutput.Write(gate, error.Message, clock, terminal);
            throw;
        }
    }

    [OneTimeTearDown]
    public void Close()
    {
        try
        {
            s_run?.Finish();
        }
        catch
        {
            // The test platform counts failed tests alone.
            Environment.ExitCode = Program.Unfinished;
            throw;
        }
        finally
        {
            s_run?.Dispose();
            s_run = null;
        }
    }
}
