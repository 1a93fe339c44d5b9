using System.Globalization;
using System.Text.RegularExpressions;

namespace DiversityBench.Tests.Verification.Calibration;

/// <summary>A row of docs/calibration.csv.</summary>
internal sealed partial record CalibrationRow(
    string Metric, string Situation, string Scenario, int SamplesPerArm, int Runs, int Undefined, int Covered, int Rejected, string IntervalMethod)
{
    private static readonly Lazy<IReadOnlyList<CalibrationRow>> s_all = new(() => [.. File.ReadLines(Path.Combine(TestData.RepositoryRoot, "docs", "calibration.csv")).Skip(1).Select(Parse)]);

    public static IReadOnlyList<CalibrationRow> All => s_all.Value;

    public int Defined => Runs - Undefined;

    public double Coverage => (double)Covered / Defined;

    private static CalibrationRow Parse(string line)
    {
        string[] fields = [.. Field().Matches(line).Select(m => m.Groups[1].Success ? m.Groups[1].Value : m.Groups[2].Value)];
        int Count(int field) => int.Parse(fields[field], CultureInfo.InvariantCulture);
        return new CalibrationRow(fields[0], fields[1], fields[2], Count(3), Count(4), Count(5), Count(6), Count(7), fields[^1]);
    }

    [GeneratedRegex("(?:^|,)(?:\"([^\"]*)\"|([^,]*))")]
    private static partial Regex Field();
}
