using System.Diagnostics;
using System.Globalization;
using System.IO.Pipes;
using System.Runtime.InteropServices;
using DiversityBench.Fixtures.Progress;

namespace DiversityBench.Fixtures.Supervision;

/// <summary>
/// Runs this program once more as a child and watches it. A fault in native code ends a process before anything can be caught: where the child ends by
/// one, the pair that it was judging is named and given up, and a new child goes on with the others.
/// </summary>
public static class Supervisor
{
    private const string ParentVariable = "DIVERSITYBENCH_PARENT";
    private const string FolderVariable = "DIVERSITYBENCH_LOGBOOK";

    // By these dotnet test knows that several processes are attempts at one run.
    private const string RunVariable = "TESTINGPLATFORM_DOTNETTEST_EXECUTIONID";
    private const string AttemptVariable = "TESTINGPLATFORM_DOTNETTEST_ATTEMPTNUMBER";

    // What is passed on, with the numbers of POSIX.
    private static readonly (PosixSignal Signal, int Number)[] s_ending = [(PosixSignal.SIGHUP, 1), (PosixSignal.SIGINT, 2), (PosixSignal.SIGQUIT, 3), (PosixSignal.SIGTERM, 15)];

    // Ctrl-Z, for which both processes get SIGSTOP, and SIGCONT after it; POSIX leaves these numbers open.
    private static readonly (PosixSignal Signal, int Number)[] s_pausing =
        OperatingSystem.IsWindows() ? [] : OperatingSystem.IsLinux() ? [(PosixSignal.SIGTSTP, 19), (PosixSignal.SIGCONT, 18)] : [(PosixSignal.SIGTSTP, 17), (PosixSignal.SIGCONT, 19)];

    /// <summary>Whether an environment variable is one by which parent and child know each other.</summary>
    public static bool IsOwn(string variable) => variable is ParentVariable or FolderVariable;

    /// <summary>Whether this process is such a child; if so, it ends with its parent from now on.</summary>
    public static bool IsChild()
    {
        if (Environment.GetEnvironmentVariable(ParentVariable) is not { Length: > 0 } pipe)
            return false;
        ParentProcess.EndWith(pipe, SharedFolder());
        if (!OperatingSystem.IsWindows())
            ParentProcess.LeaveGroup();
        return true;
    }

    /// <summary>The folder that a child shares with its parent.</summary>
    public static RunFolder SharedFolder() => new(Environment.GetEnvironmentVariable(FolderVariable));

    /// <summary>Runs the program to its end.</summary>
    /// <param name="arguments">The command line, without the program.</param>
    /// <param name="openTerminal">Where crashes are told; opened when there is one.</param>
    /// <returns>The exit code of the last child.</returns>
    public static int Run(IReadOnlyList<string> arguments, Func<TextWriter> openTerminal)
    {
        using var folder = RunFolder.Create();
        using var life = new AnonymousPipeServerStream(PipeDirection.Out, HandleInheritability.Inheritable);
        var start = StartInfo(arguments, life.GetClientHandleAsString(), folder);
        List<Crash> crashes = [];
        while (true)
        {
            if (TerminalOutput.IsUnderDotnetTest(arguments))
                start.Environment[AttemptVariable] = (crashes.Count + 1).ToString(CultureInfo.InvariantCulture);
            var (exitCode, isEnded) = RunOnce(start);
            if (isEnded || ProcessEnd.Of(folder.ReadExitCode() ?? exitCode, OperatingSystem.IsWindows()) is not { } end)
                return exitCode;
            var (pair, steps) = folder.ReadPage();
            var crash = new Crash(pair, steps, end.Name, end.Meaning, end.IsKill);
            // A pair that was given up and crashes all the same is given up for good.
            var goesOn = pair is not null && crashes.All(c => c.Pair != pair) && folder.Write([.. crashes, crash]);
            crashes.Add(crash);
            folder.ForgetProcess();
            using var terminal = openTerminal();
            terminal.WriteLine(crash.Text);
            if (!goesOn)
                return exitCode;
            terminal.WriteLine($"The run goes on without pair {pair}.");
        }
    }

    private static (int ExitCode, bool IsEnded) RunOnce(ProcessStartInfo start)
    {
        var isEnded = false;
        using var child = Process.Start(start)!;
        var passing = s_ending.Concat(s_pausing).Select(passed => PosixSignalRegistration.Create(passed.Signal, context =>
        {
            if (s_ending.Contains(passed))
                context.Cancel = isEnded = true;
            // Windows tells every process of a console itself.
            if (OperatingSystem.IsWindows() || child.HasExited)
                return;
            ParentProcess.Signal(child.Id, passed.Number);
            // A runtime that handles the signal no longer stops by itself.
            if (passed.Signal == PosixSignal.SIGTSTP)
                ParentProcess.Signal(Environment.ProcessId, passed.Number);
        })).ToArray();
        child.WaitForExit();
        foreach (var registration in passing)
            registration.Dispose();
        return (child.ExitCode, isEnded);
    }

    private static ProcessStartInfo StartInfo(IReadOnlyList<string> arguments, string pipe, RunFolder folder)
    {
        var program = Environment.ProcessPath!;
        // "dotnet program.dll …" rather than an executable of its own.
        var isHosted = Path.GetFileNameWithoutExtension(program).Equals("dotnet", StringComparison.OrdinalIgnoreCase);
        var start = new ProcessStartInfo(program, isHosted ? [Environment.GetCommandLineArgs()[0], .. arguments] : arguments);
        start.Environment[ParentVariable] = pipe;
        start.Environment[FolderVariable] = folder.Path;
        if (TerminalOutput.IsUnderDotnetTest(arguments) && !start.Environment.ContainsKey(RunVariable))
            start.Environment[RunVariable] = Guid.NewGuid().ToString();
        return start;
    }
}
