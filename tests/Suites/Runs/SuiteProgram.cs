using System.Diagnostics;

namespace DiversityBench.Tests.Suites.Runs;

/// <summary>The suite's own executable as a child process, cut off from the settings of this one.</summary>
internal static class SuiteProgram
{
    private static readonly string Assembly = FindAssembly();

    /// <summary>Runs to the end. Arguments with an equals sign are run parameters, those in capitals environment variables.</summary>
    public static SuiteOutcome Run(SuiteFolder folder, params string[] arguments) => Finish(Start(folder, arguments));

    public static SuiteOutcome Finish(Process child)
    {
        var (exitCode, output, error) = ChildProcess.Finish(child);
        return new SuiteOutcome(exitCode, output.ReplaceLineEndings("\n"), error.ReplaceLineEndings("\n"));
    }

    public static Process Start(SuiteFolder folder, params string[] arguments) => Process.Start(Command(folder, arguments))!;

    /// <summary>Starts it as a shell does: as the first of a group of processes, all of which get a terminal's signals.</summary>
    public static Process StartAsGroup(SuiteFolder folder, params string[] arguments)
    {
        var command = Command(folder, arguments);
        (command.FileName, var program) = ("setsid", command.FileName);
        command.ArgumentList.Insert(0, program);
        return Process.Start(command)!;
    }

    private static ProcessStartInfo Command(SuiteFolder folder, string[] arguments)
    {
        var info = new ProcessStartInfo("dotnet", [Assembly, "--no-ansi", "--progress", "off", "--results-directory", Path.Combine(folder.Root, "trx")])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var name in info.Environment.Keys.Where(IsSetting).ToArray())
            info.Environment.Remove(name);
        info.Environment["DIVERSITYBENCH_MANIFEST"] = folder.Manifest;
        info.Environment["DIVERSITYBENCH_CACHE"] = Path.GetDirectoryName(folder.Store);
        info.Environment["DIVERSITYBENCH_RESULTS"] = Path.GetDirectoryName(folder.Results);
        foreach (var argument in arguments.Any(a => a.StartsWith("suites=", StringComparison.Ordinal)) ? arguments : [.. arguments, "suites=TokenEntropy"])
        {
            var (name, value) = argument.Split('=', 2) is [var n, var v] ? (n, v) : (argument, null);
            if (value is not null && char.IsUpper(name[0]))
                info.Environment[name] = value;
            else if (value is not null)
                info.ArgumentList.AddRange("--test-parameter", argument);
            else
                info.ArgumentList.Add(argument);
        }

        return info;
    }

    private static void AddRange(this ICollection<string> list, params IEnumerable<string> items)
    {
        foreach (var item in items)
            list.Add(item);
    }

    // What a test host tells its children, and what this run was itself asked for.
    private static bool IsSetting(string name) =>
        name.StartsWith("TESTINGPLATFORM_", StringComparison.Ordinal) || name.StartsWith("DIVERSITYBENCH_", StringComparison.Ordinal)
        || name.StartsWith("HF_", StringComparison.Ordinal) || name is "CI" or "TF_BUILD" or "JENKINS_URL" or "TEAMCITY_VERSION" or "COLUMNS" or "GITHUB_ACTIONS" or "GITHUB_STEP_SUMMARY";

    // tests/bin/Debug/net10.0 -> suites/bin/Debug/net10.0, or bin/DiversityBench.Tests/debug -> bin/DiversityBench.Suites/debug under a folder of artifacts.
    private static string FindAssembly()
    {
        var tests = Path.Combine(TestData.RepositoryRoot, "tests");
        var output = Path.GetRelativePath(tests, AppContext.BaseDirectory);
        var folder = output.StartsWith("..", StringComparison.Ordinal)
            ? AppContext.BaseDirectory.Replace("DiversityBench.Tests", "DiversityBench.Suites", StringComparison.Ordinal)
            : Path.Combine(TestData.RepositoryRoot, "suites", output);
        return Path.Combine(folder, "DiversityBench.Suites.dll");
    }
}
