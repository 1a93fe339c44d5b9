using System.Runtime.ExceptionServices;
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
    private static ExceptionDispatchInfo? s_error;
    private static bool s_isTold;

    /// <summary>The run. What kept it from being opened is thrown in full once, at the first test, and in one line at the others.</summary>
    internal static SuiteRun Run
    {
        get
        {
            if (s_run is not null)
                return s_run;
            if (s_error is null)
                throw new InvalidOperationException("The run is opened before the first test.");
            if (!s_isTold)
            {
                s_isTold = true;
                s_error.Throw();
            }

            throw new AssertionException($"The run was not opened: {FailedPair.Brief(s_error.SourceException)} The first test has the whole error.");
        }
    }

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
        catch (Exception error)
        {
            // Thrown from here, it would stand at every test in full.
            s_error = ExceptionDispatchInfo.Capture(error);
            if (gate is null)
                return;
            using var terminal = TerminalOutput.Open(Environment.GetCommandLineArgs(), Console.OpenStandardError());
            GateOutput.Write(gate, error.Message, clock, terminal);
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
            if (s_error is not null)
                Environment.ExitCode = Program.Unfinished;
            s_run?.Dispose();
            s_run = null;
        }
    }
}
