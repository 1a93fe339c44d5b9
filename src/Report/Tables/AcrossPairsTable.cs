using Spectre.Console;

namespace DiversityBench.Report.Tables;

/// <summary>The comparison of pairs and protocols on a console; groups that do not fit side by side go into a further table.</summary>
internal static class AcrossPairsTable
{
    private const int IdWidth = 8;
    private const int WidestName = 24;
    private const int WidestOutcome = 12;

    public static void Write(IAnsiConsole console, AcrossPairs comparison, TableStyle style)
    {
        console.WriteLine("Across pairs and protocols");
        foreach (var columns in Parts(comparison, style))
            console.Write(Table(comparison, columns, style));
        console.WriteLine(AcrossPairs.Legend);
    }

    /// <summary>As many neighbouring columns a table as the width holds.</summary>
    private static IEnumerable<List<int>> Parts(AcrossPairs comparison, TableStyle style)
    {
        var (width, between) = (Math.Max(80, style.Width), style.Unicode ? 2 : 3);
        var part = new List<int>();
        var left = width - IdWidth;
        for (var i = 0; i < comparison.Columns.Count; i++)
        {
            var needed = Math.Max(WidestOutcome, Name(comparison, i).Length) + between;
            if (part.Count > 0 && needed > left)
            {
                yield return part;
                (part, left) = ([], width - IdWidth);
            }

            part.Add(i);
            left -= needed;
        }

        yield return part;
    }

    private static Table Table(AcrossPairs comparison, List<int> columns, TableStyle style)
    {
        var table = new Table { Border = style.Unicode ? TableBorder.Simple : TableBorder.Markdown, UseSafeBorder = true };
        table.AddColumn(ClaimTable.Column("", "", style));
        foreach (var i in columns)
            table.AddColumn(ClaimTable.Column(Name(comparison, i), comparison.Columns[i].Protocol.ToString().ToLowerInvariant(), style));
        foreach (var (id, cells) in comparison.Rows)
            table.AddRow([new Text(SafeText.OneLine(id, 8)), .. columns.Select(i => cells[i] is { } claim
                ? new Rows(new Text(claim.Result.Outcome.ToString(), new Style(ClaimTable.Colour(claim.Result.Outcome))), new Text(NumberText.Of(claim.Result.Effect)))
                : (Spectre.Console.Rendering.IRenderable)new Text("-"))]);
        return table;
    }

    private static string Name(AcrossPairs comparison, int column) => SafeText.OneLine(comparison.Columns[column].Pair, WidestName);
}
