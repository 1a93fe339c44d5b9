using DiversityBench.Report.Results;
using DiversityBench.Report.Tables;

namespace DiversityBench.Report.Html;

/// <summary>Forest plots across pairs and protocols: one a primary claim, in the claim's own unit.</summary>
internal static class AcrossPairsPlot
{
    private const int Width = 520, LongestPair = 24;

    /// <summary>Claim numbers with their plots, for the primary claims of which some group has an effect.</summary>
    public static IEnumerable<(string Id, PlotFigure Plot)> Of(AcrossPairs comparison)
    {
        foreach (var (id, cells) in comparison.Rows)
        {
            var rows = cells.Zip(comparison.Columns, Row).OfType<ForestRow>().ToArray();
            if (rows.Length > 0 && cells.OfType<ReportedClaim>().First().Result.Claim is { IsPrimary: true } claim)
            {
                var missing = comparison.Columns.Where((_, i) => cells[i] is not { Result: { Effect: not null, Interval: not null } }).Select(column => column.Title).ToArray();
                yield return (id, new PlotFigure(
                    $"{claim.Id} {claim.Statement}: effect with 95 % interval by pair and protocol. {ForestPlot.Legend}{(missing.Length > 0 ? $" Without an effect: {string.Join("; ", missing)}." : "")}",
                    ForestPlot.Svg(rows, claim.SmallestEffect, claim.SmallestEffect > 0 ? "effect; dashed: the smallest of interest" : "effect", Width),
                    Csv(comparison, cells)));
            }
        }
    }

    private static ForestRow? Row(ReportedClaim? cell, ClaimGroup column)
        => cell is null ? null : ForestRow.Of($"{SafeText.OneLine(column.Pair, LongestPair)}, {column.Protocol.ToString().ToLowerInvariant()}", cell.Result);

    private static string Csv(AcrossPairs comparison, IReadOnlyList<ReportedClaim?> cells) => CsvText.Of(
        "pair,protocol,effect,lower,upper,outcome",
        cells.Zip(comparison.Columns).Where(c => c.First is not null).Select(c => new object?[]
        {
            c.Second.Pair, c.Second.Protocol.ToString().ToLowerInvariant(), c.First!.Result.Effect, c.First.Result.Interval?.Lower, c.First.Result.Interval?.Upper, c.First.Result.Outcome.ToString(),
        }));
}
