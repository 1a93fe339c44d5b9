using ScottPlot;

namespace DiversityBench.Bench.Calibration;

/// <summary>Coverage, size and power against n, one image for each group of metrics.</summary>
internal static class CalibrationPlots
{
    private const int Width = 720, Height = 400;

    /// <summary>Writes the images and returns their names with a caption.</summary>
    public static IReadOnlyList<(string File, string Caption)> Write(string folder, IReadOnlyList<CalibrationCell> cells) =>
        [.. cells.GroupBy(c => c.Metric.Group).SelectMany(group => OfGroup(folder, group.Key, [.. group]))];

    private static IEnumerable<(string File, string Caption)> OfGroup(string folder, string group, CalibrationCell[] cells)
    {
        var worst = cells.Where(c => c.CoverageInterval is not null).GroupBy(c => (c.Metric, c.Result.SamplesPerArm)).Select(g => g.MaxBy(c => c.Distance)!);
        yield return Save(folder, group, "coverage", "coverage of the 95 % interval, farthest situation", worst, c => c.Metric.Name, c => c.Result.Coverage, (93.5, 96.5), (69, 101));
        yield return Save(folder, group, "size", "false alarms (p < 0.05), other content", cells.Where(c => c.Situation == CalibrationCell.OtherContent), c => c.Result.Scenario, c => c.Result.RejectionRate, (4.9, 5.1), (-0.5, 15));
        yield return Save(folder, group, "power", "planted losses found (Supported)", cells.Where(c => c.Situation == CalibrationCell.Loss), c => c.Result.Scenario, c => c.Result.SupportRate, null, (-2, 102));
    }

    private static (string File, string Caption) Save(
        string folder, string group, string name, string title, IEnumerable<CalibrationCell> cells, Func<CalibrationCell, string> line, Func<CalibrationCell, double> share,
        (double Low, double High)? band, (double Low, double High) range)
    {
        using var plot = new Plot();
        if (band is { } allowed)
        {
            var area = plot.Add.VerticalSpan(allowed.Low, allowed.High);
            area.FillColor = Colors.Gray.WithAlpha(.2);
            area.LineColor = Colors.Transparent;
        }

        foreach (var (index, metric) in cells.GroupBy(line).Index())
        {
            var points = metric.OrderBy(c => c.Result.SamplesPerArm).ToArray();
            var drawn = plot.Add.Scatter(points.Select(c => Math.Log2(c.Result.SamplesPerArm)).ToArray(), points.Select(c => 100 * share(c)).ToArray());
            (drawn.LegendText, drawn.LineWidth, drawn.MarkerSize) = (metric.Key, 2, 7);
            drawn.MarkerShape = Enum.GetValues<MarkerShape>()[1 + (index % 6)];
        }

        plot.Axes.Bottom.SetTicks([.. CalibrationProgram.Sizes.Select(n => Math.Log2(n))], [.. CalibrationProgram.Sizes.Select(n => $"{n}")]);
        plot.XLabel("samples per arm", size: 12);
        plot.YLabel("%", size: 12);
        var caption = $"{group}: {title}";
        plot.Title(caption, size: 12);
        plot.Axes.SetLimitsY(range.Low, range.High);
        plot.ShowLegend(Edge.Right);
        var file = $"calibration-{name}-{group}.svg";
        plot.SaveSvg(Path.Combine(folder, file), Width, Height);
        return (file, caption);
    }
}
