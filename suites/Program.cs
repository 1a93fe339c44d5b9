using System.Diagnostics;
using System.Globalization;
using DiversityBench.Fixtures.Progress;
using DiversityBench.Fixtures.Supervision;
using DiversityBench.Metrics.Errors;
using DiversityBench.Suites.Runs;
using Microsoft.Testing.Platform.Builder;

namespace DiversityBench.Suites;

/// <summary>
/// Runs the claims, in a child of this process, so that a fault in native code costs one pair and not the run. A run that tested nothing, or that was
/// interrupted, never ends green.
/// </summary>
internal static class Program
{
    private const string Policy = "--zero-tests-policy";
    private const string Supervised = "--internal-testhostcontroller-pid";
    private const string ResultsFile = "--report-trx";
    private const string Doctor = "--doctor";
    private const string SameModels = "--null-pairs";
    private const int NothingRan = 8;
    private const int Interrupted = 130;

    /// <summary>Exit code of a run that could not write what it found.</summary>
    public const int Unfinished = 1;

    public static int Main(string[] args)
    {
        if (args.Contains(Doctor))
            return Say(() => RunPlan.Examine());
        if (args.SkipWhile(arg => arg != SameModels).Skip(1).FirstOrDefault() is { } pairs)
            return Say(() => [Controls.NullPairs.Run(RunPlan.Read(), Count(pairs))]);

        if (Supervisor.IsChild())
            return RunClaims(args).GetAwaiter().GetResult();
        DeleteEarlierResults(args);
        // A debugger sees the process that it started.
        return Debugger.IsAttached
            ? RunClaims(args).GetAwaiter().GetResult()
            : Supervisor.Run(args, () => TerminalOutput.Open(args, Console.OpenStandardError()));
    }

    /// <summary>A results file that an earlier run left must not stand for one that is killed. The project file passes folder and name.</summary>
    private static void DeleteEarlierResults(string[] args)
    {
        string? After(string option) => args.SkipWhile(a => a != option).ElementAtOrDefault(1);
        if (After("--results-directory") is { } folder && After("--report-trx-filename") is { } name && Path.Combine(folder, name) is var path && File.Exists(path))
            File.Delete(path);
    }

    private static async Task<int> RunClaims(string[] args)
    {
        // The test platform ends an interrupted run as if all had passed, and without coming back here.
        Console.CancelKeyPress += (_, _) => AppDomain.CurrentDomain.ProcessExit += (_, _) => Environment.ExitCode = Interrupted;

        // Skipped and inconclusive tests count as not run, however the program was started.
        var exitCode = await RunTests(args.Contains(Policy) ? args : [.. args, Policy, "strict"]);
        if (exitCode == NothingRan && !args.Contains(Supervised))
            SayThatNothingRan(args);
        return exitCode == 0 ? Environment.ExitCode : exitCode;
    }

    private static async Task<int> RunTests(string[] args)
    {
        var builder = await TestApplication.CreateBuilderAsync(args);
        builder.AddSelfRegisteredExtensions(args);
        builder.TestHostControllers.AddProcessLifetimeHandler(_ => new TestHostEnd(args.Contains(ResultsFile), Supervisor.SharedFolder()));
        using var application = await builder.BuildAsync();
        return await application.RunAsync();
    }

    private static int Say(Func<IReadOnlyList<string>> find)
    {
        try
        {
            foreach (var line in find())
                Console.WriteLine(line);
            return 0;
        }
        catch (BenchException exception)
        {
            Console.Error.WriteLine(exception.Message);
            return 1;
        }
    }

    private static int Count(string pairs) => int.TryParse(pairs, CultureInfo.InvariantCulture, out var count) && count > 0
        ? count
        : throw new BenchException(new ErrorText(SameModels, "be followed by a number of pairs of seeds", "so often a model is held against itself", pairs, $"Write {SameModels} 20"));

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
