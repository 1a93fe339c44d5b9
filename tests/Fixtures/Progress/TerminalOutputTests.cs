using System.Text;
using DiversityBench.Fixtures.Progress;
using FluentAssertions;
using NUnit.Framework;

namespace DiversityBench.Tests.Fixtures.Progress;

internal sealed class TerminalOutputTests
{
    public const string ChildCommand = "progress-child";
    private const string Line = "половина: 1/2";

    [Test]
    public void Without_dotnet_test_lines_go_to_the_own_error_stream_at_once()
    {
        using var own = new MemoryStream();
        TerminalOutput.Open(["tests.dll", "--filter", "x"], own).Write(Line);

        Encoding.UTF8.GetString(own.ToArray()).Should().Be(Line);
    }

    // As under dotnet test: a parent, and a child whose own output is thrown away.
    [Test, Platform("Linux")]
    public void Under_dotnet_test_lines_reach_the_error_stream_of_the_parent()
    {
        var (exitCode, _, error) = ChildProcess.Finish(Parent("dotnet \"$1\" progress-child --dotnet-test-pipe name >/dev/null 2>&1; exit $?"));

        exitCode.Should().Be(0);
        error.Should().Be(Line + "\n");
    }

    [Test, Platform("Linux")]
    public void A_parent_whose_error_stream_is_closed_or_a_file_leaves_the_own_one([Values("2>&-", "2>/dev/null")] string redirection)
    {
        var (exitCode, output, _) = ChildProcess.Finish(Parent($"exec {redirection}; dotnet \"$1\" progress-child --dotnet-test-pipe name 2>&1; exit $?"));

        exitCode.Should().Be(0);
        output.Should().Be(Line + "\n");
    }

    public static int RunChild(string[] arguments)
    {
        TerminalOutput.Open(arguments, Console.OpenStandardError()).Write(Line + "\n");
        return 0;
    }

    private static System.Diagnostics.Process Parent(string script) =>
        ChildProcess.StartProgram("sh", "-c", script, "sh", typeof(TerminalOutputTests).Assembly.Location);
}
