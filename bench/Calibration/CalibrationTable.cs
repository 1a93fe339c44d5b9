using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using DiversityBench.Verification.Calibration;
using DiversityBench.Verification.Claims;

namespace DiversityBench.Bench.Calibration;

/// <summary>All cells as CSV, from which page and plots are made.</summary>
internal static partial class CalibrationTable
{
    private const string Header =
        "metric,situation,scenario,samples_per_arm,runs,undefined,covered,rejected,supported,effect,stated_power,coverage_lower,coverage_upper,rejected_lower,rejected_upper,supported_lower,supported_upper,interval_method";

    public static void Write(string path, IEnumerable<CalibrationCell> cells)
    {
        var text = new StringBuilder(Header).Append('\n');
        foreach (var cell in cells)
        {
            var r = cell.Result;
            text.AppendJoin(',', Quoted(cell.Metric.Name), Quoted(cell.Situation), Quoted(r.Scenario), r.SamplesPerArm, r.Runs, r.Undefined, r.Covered, r.Rejected, r.Supported, Number(r.Effect), Number(r.StatedPower));
            text.Append(',').AppendJoin(',', Ends(cell.CoverageInterval), Ends(cell.RejectionInterval), Ends(cell.SupportInterval), Quoted(r.IntervalMethod)).Append('\n');
        }

        File.WriteAllText(path, text.ToString());
    }

    public static IReadOnlyList<CalibrationCell> Read(string path) => [.. File.ReadLines(path).Skip(1).Select(line =>
    {
        string[] fields = [.. Field().Matches(line).Select(m => m.Groups[1].Success ? m.Groups[1].Value.Replace("\"\"", "\"", StringComparison.Ordinal) : m.Groups[2].Value)];
        int Count(int field) => int.Parse(fields[field], CultureInfo.InvariantCulture);
        double Real(int field) => double.Parse(fields[field], CultureInfo.InvariantCulture);
        return new CalibrationCell(CalibratedMetric.All.Single(m => m.Name == fields[0]), fields[1], new CalibrationResult(
            fields[2], Count(3), Count(4), Count(5), Count(6), Count(7), Count(8), Real(9), Real(10), fields[^1]));
    })];

    [GeneratedRegex("(?:^|,)(?:\"((?:[^\"]|\"\")*)\"|([^,]*))")]
    private static partial Regex Field();

    private static string Ends(Interval? interval) => $"{Number(interval?.Lower)},{Number(interval?.Upper)}";

    private static string Number(double? value) => value?.ToString("0.####", CultureInfo.InvariantCulture) ?? "";

    private static string Quoted(string text) => text.AsSpan().ContainsAny(",\"") ? $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : text;
}
