using System.Text;

namespace DiversityBench.Fixtures.Progress;

/// <summary>
/// Finds where a person sees a line while tests run. <c>dotnet test</c> keeps the output of the test program to
/// itself, so there the lines go to the standard error of the <c>dotnet</c> process that started it.
/// </summary>
public static class TerminalOutput
{
    private const string DotnetTestOption = "--dotnet-test-pipe";

    /// <summary>
    /// The writer for progress; its lines appear at once. Whatever stands in the way, it falls back to
    /// <paramref name="ownError"/> and does not throw.
    /// </summary>
    /// <param name="arguments">The command line of this process.</param>
    /// <param name="ownError">The standard error of this process, not the one a test framework captures.</param>
    public static TextWriter Open(IEnumerable<string> arguments, Stream ownError)
    {
        return new StreamWriter((IsUnderDotnetTest(arguments) ? OpenParent() : null) ?? ownError, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false)) { AutoFlush = true };
    }

    /// <summary>Whether <c>dotnet test</c> started a process.</summary>
    /// <param name="arguments">The command line of the process.</param>
    public static bool IsUnderDotnetTest(IEnumerable<string> arguments) => arguments.Any(argument => argument.StartsWith(DotnetTestOption, StringComparison.Ordinal));

    private static FileStream? OpenParent()
    {
        try
        {
            if (!OperatingSystem.IsLinux())
                return new AppendingStream(OperatingSystem.IsWindows() ? "CONOUT$" : "/dev/tty");
            var parent = StartingProcess();
            var stream = new AppendingStream(parent + "/fd/2");
            if (!stream.CanSeek || MayAppend(parent))
                return stream;
            stream.Dispose();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or NotSupportedException or ArgumentException or FormatException)
        {
        }

        return null;
    }

    // Where both outputs of the parent go to one file and not to its end, its own lines would overwrite ours.
    private static bool MayAppend(string parent)
    {
        const int append = 0x400;
        var flags = File.ReadLines(parent + "/fdinfo/2").First(line => line.StartsWith("flags:", StringComparison.Ordinal))["flags:".Length..].Trim();
        return (Convert.ToInt32(flags, 8) & append) != 0
            || File.ResolveLinkTarget(parent + "/fd/1", returnFinalTarget: false)?.FullName != File.ResolveLinkTarget(parent + "/fd/2", returnFinalTarget: false)?.FullName;
    }

    // The platform may run the tests in a child of the process that was started; both carry the option.
    private static string StartingProcess()
    {
        var process = Parent("/proc/self");
        while (File.ReadAllText(process + "/cmdline").Contains('\0' + DotnetTestOption, StringComparison.Ordinal))
            process = Parent(process);
        return process;
    }

    // "pid (name) state parent ...": the name may hold spaces and parentheses.
    private static string Parent(string process)
    {
        var stat = File.ReadAllText(process + "/stat");
        return "/proc/" + stat[(stat.LastIndexOf(')') + 1)..].Split(' ', StringSplitOptions.RemoveEmptyEntries)[1];
    }

    /// <summary>Writes at the end of a file, wherever others have moved it; to a terminal or pipe as usual.</summary>
    private sealed class AppendingStream(string path)
        : FileStream(path, FileMode.Open, FileAccess.Write, FileShare.ReadWrite, bufferSize: 0)
    {
        public override void Write(ReadOnlySpan<byte> buffer)
        {
            if (CanSeek)
                Seek(0, SeekOrigin.End);
            base.Write(buffer);
        }
    }
}
