using System.Diagnostics;
using System.Globalization;
using DiversityBench.Verification.Calibration;

namespace DiversityBench.Bench.Calibration;

/// <summary>
/// Coverage of intervals, size and power of tests against n, for every metric of the claims. The figures depend on seed and runs alone,
/// not on threads or machine speed.
/// </summary>
internal static class CalibrationProgram
{
    public const ulong Seed = 7;
    public const int Permutations = 199;
    public const int Version = 1;
    private const int FewestRuns = 20;

    public static IReadOnlyList<int> Sizes { get; } = [10, 20, 50, 100, 200];

    /// <summary>Runs all cells, or those of some metrics, and writes docs/calibration.md, docs/calibration.csv and docs/images/calibration-*.svg.</summary>
    /// <param name="runs">Runs a cell.</param>
    /// <param name="metrics">Names of the metrics to run; the rows of others stay. None means all.</param>
    /// <param name="docs">Folder of the pages.</param>
    public static int Run(int runs, IReadOnlyList<string> metrics, string docs)
    {
        var watch = Stopwatch.StartNew();
        var table = Path.Combine(docs, "calibration.csv");
        var cells = metrics.Count == 0 ? [] : CalibrationTable.Read(table).Where(c => !metrics.Contains(c.Metric.Name)).ToList();
        foreach (var (index, (situation, scenario)) in Scenarios().Index())
        {
            var metric = CalibratedMetric.All.Single(m => m.Name == scenario.Name.Split(',')[0]);
            if (metrics.Count > 0 && !metrics.Contains(metric.Name))
                continue;
            foreach (var n in Sizes)
            {
                var started = watch.Elapsed;
                cells.Add(new CalibrationCell(metric, situation, CalibrationRun.Of(scenario, n, Math.Max(FewestRuns, runs / metric.Dearness), Permutations, Seed + (1_000_003UL * (ulong)index))));
                var (result, seconds) = (cells[^1].Result, (watch.Elapsed - started).TotalSeconds);
                Console.Error.WriteLine(string.Create(
                    CultureInfo.InvariantCulture, $"{scenario.Name}, {situation}, n = {n}: coverage {result.Coverage:0.000}, p < 0.05 {result.RejectionRate:0.000}, {seconds:0.0} s"));
            }
        }

        CalibrationTable.Write(table, cells);
        Console.Error.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{cells.Count} cells in {watch.Elapsed.TotalSeconds:0} s"));
        return Show(docs);
    }

    /// <summary>Writes page and plots of the cells in docs/calibration.csv; docs/calibration-suite.md goes into the page as it is.</summary>
    public static int Show(string docs)
    {
        var cells = CalibrationTable.Read(Path.Combine(docs, "calibration.csv"));
        Directory.CreateDirectory(Path.Combine(docs, "images"));
        var plots = CalibrationPlots.Write(Path.Combine(docs, "images"), cells);
        File.WriteAllText(Path.Combine(docs, "calibration.md"), CalibrationPage.Of(cells, cells.Max(c => c.Result.Runs), plots, File.ReadAllText(Path.Combine(docs, "calibration-suite.md"))));
        return 0;
    }

    private static IEnumerable<(string Situation, CalibrationScenario Scenario)> Scenarios() =>
    [
        .. Of(CalibrationCell.Identical, CalibrationScenarios.Identical, CalibrationScenarios.FurtherIdentical),
        .. Of(CalibrationCell.OtherContent, CalibrationScenarios.OtherContent, CalibrationScenarios.FurtherOtherContent),
        .. Of(CalibrationCell.Loss, CalibrationScenarios.Losses, CalibrationScenarios.FurtherLosses),
        .. Of(CalibrationCell.Hard, CalibrationScenarios.Hard, CalibrationScenarios.FurtherHard),
        .. Of(CalibrationCell.Identical, CalibrationScenarios.BesideIdentical),
        .. Of(CalibrationCell.OtherContent, CalibrationScenarios.BesideOtherContent),
        .. Of(CalibrationCell.Loss, CalibrationScenarios.BesideLosses),
    ];

    private static IEnumerable<(string, CalibrationScenario)> Of(string situation, params IReadOnlyList<CalibrationScenario>[] lists) =>
        lists.SelectMany(list => list).Select(scenario => (situation, scenario));
}
