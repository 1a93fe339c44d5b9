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

    public static async Task<int> Main(string[] args) => args switch
    {
        [StoreChild.Command, .. var rest] => StoreChild.Run(rest),
        [DeviceChild.Command, .. var rest] => DeviceChild.Run(rest),
        [HubChild.Command, .. var rest] => HubChild.Run(rest),
        [TerminalOutputTests.ChildCommand, .. var rest] => TerminalOutputTests.RunChild(rest),
        [CommittedWriter.Command] => CommittedWriter.Run(),
        _ => await MicrosoftTestingPlatformApplication.RunAsync(args.Contains(Policy) ? args : [.. args, Policy, "strict"]),
    };
}
