using System.Diagnostics;
using System.IO.Pipes;
using System.Runtime.InteropServices;

namespace DiversityBench.Fixtures.Supervision;

/// <summary>Ties this process to the one that watches it: it does not outlive it, however that one ends.</summary>
internal static partial class ParentProcess
{
    /// <summary>From now on, this process ends with the other.</summary>
    /// <param name="pipe">Handle of the reading end of a pipe that the other holds and never writes to: the system closes it when that process ends.</param>
    /// <param name="folder">What the two share; deleted before the end, since the other can no longer do it.</param>
    public static void EndWith(string pipe, RunFolder folder) => new Thread(() => Await(pipe, folder)) { IsBackground = true, Name = "parent" }.Start();

    /// <summary>Puts this process into a group of its own: a terminal's Ctrl-C reaches the other process alone, which passes it on, so that it comes once. Unix only.</summary>
    public static void LeaveGroup() => SetGroup(0, 0);

    /// <summary>Sends a signal to a process; Unix only.</summary>
    [LibraryImport("libc", EntryPoint = "kill")]
    public static partial int Signal(int process, int signal);

    [LibraryImport("libc", EntryPoint = "setpgid")]
    private static partial int SetGroup(int process, int group);

    private static void Await(string pipe, RunFolder folder)
    {
        using var parent = new AnonymousPipeClientStream(PipeDirection.In, pipe);
        parent.ReadByte();
        folder.Dispose();
        Process.GetCurrentProcess().Kill();
    }
}
