using System.Globalization;
using DiversityBench.Report.Results;
using DiversityBench.Verification.Baselines;
using DiversityBench.Verification.Claims;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace DiversityBench.Report.Tables;

/// <summary>The end of a run on a console: a table and a verdict per pair and protocol, a comparison of these if there are several, then where the results lie.</summary>
public static class ClaimTable
{
    private const string Legend =
        "* primary claim. A positive effect is in the claimed direction; p is Holm-adjusted; n is base/aligned.";

    private const string NewPromptsLegend = " New prompts: whether the effect carries over to further prompts of the kind.";

    /// <summary>Narrower places leave out the column on new prompts, which the report has.</summary>
    private const int WidthOfAllColumns = 110;

    /// <summary>Writes it. A claim takes two lines, so that 80 columns are enough; the statement alone wraps.</summary>
    /// <param name="output">Where it goes.</param>
    /// <param name="results">The run.</param>
    /// <param name="file">Where the results file was written; null if it was not.</param>
    /// <param name="style">What the place can show.</param>
    /// <param name="pairs">Where the data of the comparison were written; null if they were not.</param>
    public static void Write(TextWriter output, RunResults results, WrittenFile? file, TableStyle style, WrittenFile? pairs = null)
    {
        foreach (var group in ClaimGroup.Of(results.Claims))
        {
            WriteTrimmed(output, Rendered(style, console =>
            {
                console.WriteLine(group.Title);
                console.Write(Table(group, style));
                console.WriteLine(VerdictText.Of(group));
                if (HolmText.Of(group) is { Length: > 0 } families)
                    console.WriteLine(families);
            }));
            output.WriteLine();
        }

        if (AcrossPairs.Of(results.Claims) is { } comparison)
        {
            WriteTrimmed(output, Rendered(style, console => AcrossPairsTable.Write(console, comparison, style)));
            output.WriteLine();
        }

        WriteTrimmed(output, Rendered(style, console =>
        {
            console.WriteLine(results.Claims.Count == 0 ? "No claim was tested." : HasNewPrompts(style) ? Legend + NewPromptsLegend : Legend);
            foreach (var note in results.Notes.Append(file?.Note).Append(pairs?.Note).OfType<string>())
                console.WriteLine(SafeText.OneLine(note, 2000));
        }));

        // Past the renderer, in one piece: a wrapped path cannot be copied.
        if (pairs is not null)
            output.WriteLine($"Across pairs: {SafeText.OneLine(pairs.Path, 4000)}");
        if (file is not null)
            output.WriteLine($"Results: {SafeText.OneLine(file.Path, 4000)}");
    }

    private static string Rendered(TableStyle style, Action<IAnsiConsole> write)
    {
        using StringWriter text = new(CultureInfo.InvariantCulture);
        write(Console(text, style));
        return text.ToString();
    }

    // The renderer fills cells and lines with blanks, which make a log wide and its differences noisy.
    private static void WriteTrimmed(TextWriter output, string text)
    {
        foreach (var line in text.TrimEnd().Split('\n'))
            output.WriteLine(line.TrimEnd());
    }

    private static IAnsiConsole Console(TextWriter output, TableStyle style)
    {
        var console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Ansi = style.Colours ? AnsiSupport.Yes : AnsiSupport.No,
            ColorSystem = style.Colours ? ColorSystemSupport.Standard : ColorSystemSupport.NoColors,
            Interactive = InteractionSupport.No,
            Out = new AnsiConsoleOutput(output),
            // Without this Spectre turns escapes on by itself where it recognises a CI server.
            Enrichment = new ProfileEnrichment { UseDefaultEnrichers = false },
        });
        console.Profile.Width = Math.Max(80, style.Width);
        console.Profile.Capabilities.Unicode = style.Unicode;
        return console;
    }

    private static bool HasNewPrompts(TableStyle style) => style.Width >= WidthOfAllColumns;

    private static Table Table(ClaimGroup group, TableStyle style)
    {
        var table = new Table { Border = style.Unicode ? TableBorder.Simple : TableBorder.Markdown, UseSafeBorder = true };
        table.AddColumn(Column("", "", style));
        table.AddColumn(Column("After", "alignment", style));
        table.AddColumn(Column("Base", "-> aligned", style));
        table.AddColumn(Column("Effect", "95 % interval", style));
        table.AddColumn(Column("p", "n", style));
        if (HasNewPrompts(style))
            table.AddColumn(Column("New prompts", "p, interval", style));
        table.AddColumn(Column("Outcome", "", style));
        table.Columns[1].NoWrap = false;
        foreach (var claim in group.Claims)
        {
            var r = claim.Result;
            table.AddRow(
            [
                Plain(SafeText.OneLine(r.Claim.Id, 8) + (r.Claim.IsPrimary ? "*" : "")),
                Plain(SafeText.OneLine(r.Claim.Statement, 120)),
                Plain(NumberText.Of(r.BaseValue), $"-> {NumberText.Of(r.AlignedValue)}"),
                Plain(NumberText.Of(r.Effect), NumberText.Of(r.Interval)),
                Plain(NumberText.OfP(r.AdjustedPValue), NumberText.OfSamples(r)),
                .. HasNewPrompts(style) ? [Plain(NewPromptsText.OfP(r), NumberText.Of(r.NewPromptsInterval))] : Array.Empty<IRenderable>(),
                OutcomeCell(claim),
            ]);
        }

        return table;
    }

    internal static TableColumn Column(string above, string below, TableStyle style) =>
        new(Plain(above, below)) { NoWrap = true, Padding = new Padding(style.Unicode ? 0 : 1, 0, 1, 0) };

    private static Text Plain(params string[] lines) => new(string.Join('\n', lines));

    private static Rows OutcomeCell(ReportedClaim claim) => new(
        new Text(claim.Result.Outcome.ToString(), new Style(Colour(claim.Result.Outcome))),
        new Text(BaselineMark.Of(claim), new Style(claim.Baseline is BaselineStatus.Same or BaselineStatus.New or null ? Color.Grey : Color.Red)));

    internal static Color Colour(Outcome outcome) => outcome switch
    {
        Outcome.Supported or Outcome.Answered => Color.Green,
        Outcome.Refuted => Color.Red,
        _ => Color.Yellow,
    };
}
