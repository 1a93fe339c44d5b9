using System.Globalization;
using System.Text.RegularExpressions;

namespace DiversityBench.Tests.Suites.Runs;

/// <summary>How a run of the suite ended.</summary>
/// <param name="ExitCode">Zero is green.</param>
/// <param name="Output">Standard output: what the test platform says.</param>
/// <param name="Error">Standard error: progress and the table of claims.</param>
internal sealed partial record SuiteOutcome(int ExitCode, string Output, string Error)
{
    public int Passed => Count("succeeded");

    public int Failed => Count("failed");

    public int Skipped => Count("skipped");

    /// <summary>Names of the tests that failed.</summary>
    public IReadOnlyList<string> FailedTests => [.. FailedLine().Matches(Output).Select(m => m.Groups[1].Value)];

    private int Count(string what) =>
        int.Parse(Regex.Match(Output, $@"(?m)^  {what}: (\d+)$").Groups[1].ValueSpan, CultureInfo.InvariantCulture);

    [GeneratedRegex(@"(?m)^failed (\w+) \(")]
    private static partial Regex FailedLine();
}
