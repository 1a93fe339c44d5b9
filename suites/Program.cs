using DiversityBench.Fixtures.Progress;
using DiversityBench.Metrics.Errors;
using DiversityBench.Suites.Runs;

namespace DiversityBench.Suites;

/// <summary>Runs the claims. A run that tested nothing, or that was interrupted, never ends green.</summary>
internal static class Program
{
    private const string Policy = "--zero-tests-policy";
    private const string Supervised = "--internal-testhostcontroller-pid";
    private const string Doctor = "--doctor";
    private const int NothingRan = 8;
    private const int Interrupted = 130;

    public static async Task<int> Main(string[] args)
    {
        if (args.Contains(Doctor))
            return Examine();

        // The test platform ends an interrupted run as if all had passed, and without coming back here.
        Console.CancelKeyPress += (_, _) => AppDomain.CurrentDomain.ProcessExit += (_, _) => Environment.ExitCode = Interrupted;

        // Skipped and inconclusive tests count as not run, however the program was started.
        var exitCode = await MicrosoftTestingPlatformApplication.RunAsync(args.Contains(Policy) ? args : [.. args, Policy, "strict"]);
        if (exitCode == NothingRan && !args.Contains(Supervised))
            SayThatNothingRan(args);
        return exitCode;
    }

    private static int Examine()
    {
        try
        {
            foreach (var line in RunPlan.Examine())
                Console.WriteLine(line);
            return 0;
        }
        catch (BenchException exception)
        {
            Console.Error.WriteLine(exception.Message);
            return 1;
        }
    }

    private static void SayThatNothingRan(string[] args)
    {
        using var terminal = TerminalOutput.Open(args, Console.OpenStandardError());
        terminal.WriteLine(new ErrorText(
                "the run", "decide at least one claim", "a run that tests nothing must not pass", "every claim filtered out, skipped or left open",
                "Choose claims that exist, as in --filter FullyQualifiedName~E3_1, or give claims that are open more samples")
            .With("Suites", Experiment.All.Select(e => e.Name))
            .With("Claims", Experiment.All.SelectMany(e => e.Claims).Select(c => c.Id)));
    }
}
