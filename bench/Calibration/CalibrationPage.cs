using System.Globalization;
using System.Text;
using DiversityBench.Verification.Claims;

namespace DiversityBench.Bench.Calibration;

/// <summary>docs/calibration.md out of the cells.</summary>
internal static class CalibrationPage
{
    /// <summary>The page.</summary>
    /// <param name="cells">All cells.</param>
    /// <param name="runs">Runs a cell, most of all.</param>
    /// <param name="plots">Files in docs/images with their captions.</param>
    /// <param name="suite">What was measured of whole runs, written by hand: docs/calibration-suite.md.</param>
    public static string Of(IReadOnlyList<CalibrationCell> cells, int runs, IReadOnlyList<(string File, string Caption)> plots, string suite)
    {
        var text = new StringBuilder();
        Introduction(text, cells, runs);
        text.Append("\n## What each interval is an interval of\n\n| metric | claims | estimand |\n|---|---|---|\n");
        foreach (var metric in CalibratedMetric.All)
            text.Append(CultureInfo.InvariantCulture, $"| {metric.Name} | {metric.Claims} | {metric.Estimand} |\n");
        Coverage(text, cells);
        Size(text, cells);
        Power(text, cells);
        text.Append('\n').Append(suite.TrimEnd()).Append("\n\n## Plots\n\n");
        foreach (var (file, caption) in plots)
            text.Append(CultureInfo.InvariantCulture, $"![{caption}](images/{file})\n\n");
        return text.ToString().TrimEnd() + "\n";
    }

    private static void Introduction(StringBuilder text, IReadOnlyList<CalibrationCell> cells, int runs) => text.Append(CultureInfo.InvariantCulture, $"""
        # Calibration: do the intervals cover, and how often do the tests cry wolf?

        Written by `dotnet run --project bench -c Release -- calibrate {runs}`; data in [calibration.csv](calibration.csv). Version {CalibrationProgram.Version} of the
        simulation, seed {CalibrationProgram.Seed}, one prompt, {CalibrationProgram.Permutations} relabellings, {runs:N0} runs a cell (slow metrics fewer, down to {cells.Min(c => c.Result.Runs)}; the
        column `runs` of the data says how many). The same runs and seed give the same page on any number of threads.

        Each run draws n samples per arm from distributions whose effect is known (`CalibrationScenarios`) and asks the claim test what it asks in
        the suite. **identical arms**: both arms from one distribution. **other content**: equal diversity, but other labels, words or directions, or another shape.
        **loss**: a planted effect. **hard**: skew, heavy tails, rare labels, heaped numbers, collapse. Where an effect depends on n and has no closed
        form, the truth is the mean over all runs: coverage is then that of the expected figure at this n, and bias against n = infinity is not seen.
        Shares stand with their 95 % Clopper-Pearson interval. Simulated numbers, labels and vectors are stand-ins: models' texts are not drawn from them.

        """);

    private static void Coverage(StringBuilder text, IReadOnlyList<CalibrationCell> cells)
    {
        text.Append("\n## Coverage of the 95 % interval\n\nThe situation farthest from 95 % at each n, in percent. **Bold**: misses 95 ± 1.5 % by more than\nthese runs can err; the farthest of several is off by chance too, so look at its interval.\n\n");
        Table(text, cells.GroupBy(c => c.Metric).OrderBy(g => Order(g.First())).Select(g => (g.Key.Name, g.GroupBy(c => c.Result.SamplesPerArm).Select(
            at => at.Where(c => c.CoverageInterval is not null).MaxBy(c => (c.Misses, c.Distance)) is { } worst
                ? Cell(worst, worst.Result.Coverage, worst.CoverageInterval!, worst.Misses)
                : "no figure"))));
        text.Append("\n### Where it misses, and what the claim says then\n\nThe label stands beside the interval of a claim (`intervalMethod`). It tells the worst situation known, at the\nn of the claim. Here the farthest situation of each metric and n; intervals above 96.5 % are too wide, which costs power and raises no false alarm.\n\n");
        text.Append("| metric, situation | n | coverage % | label |\n|---|---:|---:|---|\n");
        foreach (var cell in cells.Where(c => c.Misses).GroupBy(c => (c.Metric, c.Result.SamplesPerArm)).Select(g => g.MaxBy(c => c.Distance)!).OrderBy(Order).ThenBy(c => c.Result.SamplesPerArm))
            text.Append(CultureInfo.InvariantCulture, $"| {cell.Result.Scenario}, {cell.Situation} | {cell.Result.SamplesPerArm} | {Percent(cell.Result.Coverage)} | {cell.Result.IntervalMethod} |\n");
    }

    private static void Size(StringBuilder text, IReadOnlyList<CalibrationCell> cells)
    {
        text.Append("\n## False alarms of the one-sided test\n\nShare of runs with p < 0.05 where the arms are equally diverse, in percent. **Bold**: above 5 % by more than these runs can err.\n\n");
        Table(text, cells.Where(c => c.IsEqual).GroupBy(c => (c.Result.Scenario, c.Situation)).OrderBy(g => Order(g.First())).Select(g => ($"{g.Key.Scenario}, {g.Key.Situation}", g.Select(
            c => Cell(c, c.Result.RejectionRate, c.RejectionInterval, c.RejectionInterval.Lower > 0.05)))));
        var skewed = cells.Where(c => c.Situation == CalibrationCell.OtherContent && c.Result.Scenario == "mean, skewed").ToArray();
        text.Append(CultureInfo.InvariantCulture, $"""

            **Means of strongly skewed numbers** raise false alarms: a normal arm against an exponential one with three times its spread rejects in
            {string.Join(", ", skewed.Select(c => $"{Percent(c.Result.RejectionRate)} % at n = {c.Result.SamplesPerArm}"))}. The statistic leans towards the arm whose tail has not been seen yet; studentising does not remove
            that. The verdict is less exposed: Supported asks for the whole two-sided interval as well ({string.Join(", ", skewed.Select(c => $"{Percent(c.Result.SupportRate)} %"))} of the same runs).

            """);
    }

    private static void Power(StringBuilder text, IReadOnlyList<CalibrationCell> cells)
    {
        text.Append("\n## Power at planted effects\n\nShare of runs whose verdict is Supported (p < 0.05 and the interval above zero, a family of one claim), in percent.\n\n");
        Table(text, cells.Where(c => c.Situation == CalibrationCell.Loss).GroupBy(c => c.Result.Scenario).OrderBy(g => Order(g.First())).Select(g => (
            string.Create(CultureInfo.InvariantCulture, $"{g.Key}, effect {g.Last().Result.Effect:0.###}"), g.Select(c => Cell(c, c.Result.SupportRate, c.SupportInterval, false)))));
    }

    private static void Table(StringBuilder text, IEnumerable<(string Name, IEnumerable<string> Cells)> rows)
    {
        text.Append("| |").AppendJoin("|", CalibrationProgram.Sizes.Select(n => $" n = {n} ")).Append("|\n|---|").Insert(text.Length, "---|", CalibrationProgram.Sizes.Count).Append('\n');
        foreach (var (name, row) in rows)
            text.Append("| ").Append(name).Append(" | ").AppendJoin(" | ", row).Append(" |\n");
    }

    private static string Cell(CalibrationCell cell, double share, Interval interval, bool isMarked)
    {
        var mark = isMarked ? "**" : "";
        var undefined = cell.Result.Undefined > 0 ? string.Create(CultureInfo.InvariantCulture, $", {100.0 * cell.Result.Undefined / cell.Result.Runs:0} % no figure") : "";
        return $"{mark}{Percent(share)}{mark} ({Percent(interval.Lower)}-{Percent(interval.Upper)}{undefined})";
    }

    private static int Order(CalibrationCell cell) => CalibratedMetric.All.ToList().IndexOf(cell.Metric);

    private static string Percent(double share) => (100 * share).ToString("0.0", CultureInfo.InvariantCulture);
}
