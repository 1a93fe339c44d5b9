using System.Globalization;
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
        var underDotnetTest = arguments.Any(argument => argument.StartsWith(DotnetTestOption, StringComparison.Ordinal));
        return new StreamWriter((underDotnetTest ? OpenParent() : null) ?? ownError, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false)) { AutoFlush = true };
    }

    private static FileStream? OpenParent()
    {
        try
        {
            var path = OperatingSystem.IsLinux() ? $"/proc/{ParentId()}/fd/2" : OperatingSystem.IsWindows() ? "CONOUT$" : "/dev/tty";
            var stream = new FileStream(path, FileMode.Open, FileAccess.Write, FileShare.ReadWrite, bufferSize: 0);
            if (!stream.CanSeek)
                return stream;

            // A regular file: the other process writes at a position of its own, and the two would overwrite each other.
            stream.Dispose();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or NotSupportedException or ArgumentException or FormatException)
        {
        }

        return null;
    }

    // "pid (name) state parent ...": the name may hold spaces and parentheses.
    private static int ParentId()
    {
        var stat = File.ReadAllText("/proc/self/stat");
        return int.Parse(stat[(stat.LastIndexOf(')') + 1)..].Split(' ', StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture);
    }
}
