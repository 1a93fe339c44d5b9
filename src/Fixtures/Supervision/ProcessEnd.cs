namespace DiversityBench.Fixtures.Supervision;

/// <summary>How a process ended that did not come to its own end.</summary>
/// <param name="Name">Name of the signal, or the status in hexadecimal digits.</param>
/// <param name="Meaning">What it stands for, in words.</param>
/// <param name="IsKill">Whether the process had no say in it: memory that ran out, most likely.</param>
internal sealed record ProcessEnd(string Name, string Meaning, bool IsKill = false)
{
    private const int Signalled = 128;
    private const uint Interrupted = 0xC000013A;
    private const uint FailFast = 0x80131623;
    private const string Fault = "native code reached for memory that is not its own";
    private const string GivenUp = "native code or the runtime gave up";

    /// <summary>Reads an exit code: on Unix 128 and the signal, on Windows a status. Null for one that the program chose itself, and for signals by which a person ends a program.</summary>
    public static ProcessEnd? Of(int exitCode, bool isWindows) => isWindows ? OfStatus(unchecked((uint)exitCode)) : OfSignal(exitCode - Signalled);

    private static ProcessEnd? OfSignal(int signal) => signal switch
    {
        4 => new("SIGILL", "an instruction that this processor does not know"),
        5 => new("SIGTRAP", GivenUp),
        6 => new("SIGABRT", GivenUp),
        8 => new("SIGFPE", "an arithmetic fault in native code"),
        9 => new("SIGKILL", "most likely the operating system, because memory ran out", IsKill: true),
        11 => new("SIGSEGV", Fault),
        7 when OperatingSystem.IsLinux() => new("SIGBUS", Fault),
        10 when !OperatingSystem.IsLinux() => new("SIGBUS", Fault),
        31 when OperatingSystem.IsLinux() => new("SIGSYS", "a system call that is forbidden here"),
        _ => null,
    };

    // An NTSTATUS of severity "error" has its two highest bits set and the fourth never; -1 and its like are codes that programs choose.
    private static bool IsFault(uint status) => (status & 0xD0000000) == 0xC0000000;

    private static ProcessEnd? OfStatus(uint status) => status switch
    {
        Interrupted => null,
        0xC0000005 => new("0xC0000005", Fault),
        0xC0000017 => new("0xC0000017", "memory ran out", IsKill: true),
        0xC000001D => new("0xC000001D", "an instruction that this processor does not know"),
        0xC00000FD => new("0xC00000FD", "the stack ran over"),
        _ when status == FailFast || IsFault(status) => new($"0x{status:X8}", GivenUp),
        _ => null,
    };
}
