using DiversityBench.Fixtures.Supervision;
using FluentAssertions;
using NUnit.Framework;

namespace DiversityBench.Tests.Fixtures.Supervision;

internal sealed class CrashTests
{
    private const int Signalled = 128;

    // Numbers of signal(7), x86 and ARM.
    [TestCase(4, "SIGILL"), TestCase(6, "SIGABRT"), TestCase(8, "SIGFPE"), TestCase(9, "SIGKILL"), TestCase(11, "SIGSEGV")]
    public void A_fault_is_called_by_the_name_of_its_signal(int signal, string name) => ProcessEnd.Of(Signalled + signal, isWindows: false)!.Name.Should().Be(name);

    // Hang-up, interrupt, quit, a closed pipe and the request to end; exit codes of the test platform, of a shell that finds no program, and the largest.
    [TestCase(129), TestCase(130), TestCase(131), TestCase(141), TestCase(143), TestCase(0), TestCase(2), TestCase(8), TestCase(127), TestCase(255)]
    public void An_end_that_somebody_wanted_is_no_fault(int exitCode) => ProcessEnd.Of(exitCode, isWindows: false).Should().BeNull();

    // STATUS_ACCESS_VIOLATION, STATUS_STACK_BUFFER_OVERRUN (abort), an unhandled exception of .NET and one of C++.
    [TestCase(0xC0000005u), TestCase(0xC0000409u), TestCase(0xE0434352u), TestCase(0xE06D7363u)]
    public void On_Windows_a_fault_is_called_by_its_status(uint status) => ProcessEnd.Of(unchecked((int)status), isWindows: true)!.Name.Should().Be($"0x{status:X8}");

    // STATUS_CONTROL_C_EXIT, numbers that are signals elsewhere, and -1 and -2, which programs return.
    [TestCase(0xC000013Au), TestCase(134u), TestCase(0u), TestCase(0xFFFFFFFFu), TestCase(0xFFFFFFFEu)]
    public void On_Windows_an_end_that_somebody_wanted_is_no_fault(uint status) => ProcessEnd.Of(unchecked((int)status), isWindows: true).Should().BeNull();

    [Test]
    public void A_crash_names_pair_steps_and_signal()
    {
        var crash = new Crash("a", ["b: Personas, raw text", "loading b"], "SIGSEGV", "a fault", IsKill: false);

        crash.Text.ToString().Should().Be(
            "Expected pair a to be judged to the end because a process that ends early leaves claims open, but found a process that was ended by SIGSEGV (a fault).\n"
            + "Step: b: Personas, raw text; loading b\n"
            + "Next step: Run this pair alone to see it again, check that its files are whole and made for this runtime, or take another export of the model.");
    }

    [Test]
    public void What_ran_out_of_memory_is_told_how_to_need_less()
        => new Crash(null, [], "SIGKILL", "memory", IsKill: true).Text.ToString().Should().StartWith("Expected the run to ").And.Contain("DIVERSITYBENCH_BATCH=8").And.NotContain("Step: \n");
}
