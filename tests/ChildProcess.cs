using System.Diagnostics;

namespace DiversityBench.Tests;

/// <summary>Starts this test program again as a child process; <see cref="Program"/> gives it its part.</summary>
internal static class ChildProcess
{
    public static Process Start(params string[] arguments) => StartProgram("dotnet", [typeof(ChildProcess).Assembly.Location, .. arguments]);

    public static Process StartProgram(string program, params string[] arguments)
    {
        var info = new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true };
        return Process.Start(info)!;
    }

    /// <summary>Waits for the end and returns exit code and output.</summary>
    public static (int ExitCode, string Output, string Error) Finish(Process child)
    {
        using (child)
        {
            var error = child.StandardError.ReadToEndAsync();
            var output = child.StandardOutput.ReadToEnd();
            child.WaitForExit();
            return (child.ExitCode, output, error.Result);
        }
    }
}
