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
        // The inner shell redirects itself, not the parent, and becomes the child.
        var (exitCode, _, error) = ChildProcess.Finish(Parent("sh -c 'exec dotnet \"$1\" progress-child --dotnet-test-pipe name >/dev/null 2>&1' sh \"$1\"; exit $?"));

        exitCode.Should().Be(0);
        error.Should().Be(Line + "\n");
    }

    [Test, Platform("Linux")]
    public void Lines_are_appended_to_a_file_that_the_parent_appends_to([Values("2>\"$2\"", ">>\"$2\" 2>&1")] string redirection)
    {
        var file = Path.GetTempFileName();
        try
        {
            var script = $"exec {redirection}; echo before >&2; sh -c 'exec dotnet \"$1\" progress-child --dotnet-test-pipe name >/dev/null 2>&1' sh \"$1\"; exit $?";
            ChildProcess.Finish(Parent(script, file)).ExitCode.Should().Be(0);

            File.ReadAllText(file).Should().Be("before\n" + Line + "\n");
        }
        finally
        {
            File.Delete(file);
        }
    }

    // A closed stream, and a file in which the parent would overwrite the lines.
    [Test, Platform("Linux")]
    public void Where_the_parents_error_stream_is_of_no_use_the_own_one_is_taken([Values("2>&-", ">\"$2\" 2>&1")] string redirection)
    {
        var file = Path.GetTempFileName();
        try
        {
            var script = $"exec 3>&1 {redirection}; sh -c 'exec dotnet \"$1\" progress-child --dotnet-test-pipe name >/dev/null 2>&3' sh \"$1\"; exit $?";
            var (exitCode, output, _) = ChildProcess.Finish(Parent(script, file));

            exitCode.Should().Be(0);
            output.Should().Be(Line + "\n");
        }
        finally
        {
            File.Delete(file);
        }
    }

    public static int RunChild(string[] arguments)
    {
        TerminalOutput.Open(arguments, Console.OpenStandardError()).Write(Line + "\n");
        return 0;
    }

    private static System.Diagnostics.Process Parent(string script, string file = "") =>
        ChildProcess.StartProgram("sh", "-c", script, "sh", typeof(TerminalOutputTests).Assembly.Location, file);
}
