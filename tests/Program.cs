using DiversityBench.Fixtures.Parameters;
using DiversityBench.Fixtures.Progress;
using DiversityBench.Tests.Committed;
using DiversityBench.Tests.Fixtures.Hub;
using DiversityBench.Tests.Fixtures.Models;
using DiversityBench.Tests.Fixtures.Progress;
using DiversityBench.Tests.Fixtures.Store;

namespace DiversityBench.Tests;

/// <summary>Runs the tests, or, when a test starts this program again, the part of a child process.</summary>
internal static class Program
{
    // Skipped and inconclusive tests count as not run: a run that tests nothing is red, however the program was started.
    private const string Policy = "--zero-tests-policy";

    // For a results file the platform starts this program a second time, below the first.
    private const string Supervised = "--internal-testhostcontroller-pid";

    public static async Task<int> Main(string[] args) => args switch
    {
        [StoreChild.Command, .. var rest] => StoreChild.Run(rest),
        [DeviceChild.Command, .. var rest] => DeviceChild.Run(rest),
        [HubChild.Command, .. var rest] => HubChild.Run(rest),
        [TerminalOutputTests.ChildCommand, .. var rest] => TerminalOutputTests.RunChild(rest),
        [CommittedWriter.Command] => CommittedWriter.Run(),
        _ => await RunTests(args),
    };

    private static Task<int> RunTests(string[] args)
    {
        if (!BuildPackages.HasGguf && !args.Contains(Supervised))
        {
            using var terminal = TerminalOutput.Open(args, Console.OpenStandardError());
            terminal.WriteLine("Without the tests of GGUF files, since this build has no engine for them: -p:Gguf=true adds both.");
        }

        return MicrosoftTestingPlatformApplication.RunAsync(args.Contains(Policy) ? args : [.. args, Policy, "strict"]);
    }
}
