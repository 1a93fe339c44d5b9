using NUnit.Framework;

namespace DiversityBench.Tests.Suites.Runs;

/// <summary>An undisturbed run of TokenEntropy on the embedded pair, few samples and the paper protocol, which others are held against.</summary>
internal static class ReferenceRun
{
    /// <summary>Arguments of the run: five samples a prompt are the fewest that can be judged.</summary>
    public static readonly string[] Arguments = ["samples=5", "protocols=paper"];

    private static readonly Lazy<(SuiteFolder, SuiteOutcome)> Run = new(() =>
    {
        var folder = new SuiteFolder();
        return (folder, SuiteProgram.Run(folder, Arguments));
    });

    public static SuiteFolder Folder => Run.Value.Item1;

    public static SuiteOutcome Outcome => Run.Value.Item2;

    /// <summary>14 prompts, two models.</summary>
    public static int Samples => 14 * 2 * 5;

    public static void Delete()
    {
        if (Run.IsValueCreated)
            Folder.Dispose();
    }
}

/// <summary>Deletes the folder of the reference run after the last test.</summary>
[SetUpFixture]
public sealed class ReferenceRunCleanUp
{
    [OneTimeTearDown]
    public void Delete() => ReferenceRun.Delete();
}
