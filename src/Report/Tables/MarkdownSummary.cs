using System.Text;
using DiversityBench.Report.Results;

namespace DiversityBench.Report.Tables;

/// <summary>The end of a run as Markdown, for the step summary of a CI server.</summary>
public static class MarkdownSummary
{
    private const string Cut = "\n\n(cut: the summary is full)\n";

    /// <summary>A heading, the verdict and a table per pair and protocol, a comparison of these if there are several, then the notes; LF line ends.</summary>
    /// <param name="results">The run.</param>
    public static string Of(RunResults results)
    {
        StringBuilder text = new("## DiversityBench\n");
        foreach (var group in ClaimGroup.Of(results.Claims))
        {
            text.Append($"\n### {SafeText.Markdown(group.Title)}\n\n{SafeText.Markdown($"{VerdictText.Of(group)} {HolmText.Of(group)}".TrimEnd(), 2000)}\n\n")
                .Append("| claim | after alignment | base → aligned | effect | 95 % interval | p (Holm) | n | new prompts: p, interval | outcome | baseline |\n")
                .Append("|---|---|---|---|---|---|---|---|---|---|\n");
            foreach (var claim in group.Claims)
                text.Append("| ").AppendJoin(" | ", Cells(claim)).Append(" |\n");
        }

        if (AcrossPairs.Of(results.Claims) is { } comparison)
            Append(text, comparison);
        if (results.Claims.Count == 0)
            text.Append("\nNo claim was tested.\n");
        foreach (var note in results.Notes)
            text.Append($"\n{SafeText.Markdown(note, 2000)}\n");
        return text.ToString();
    }

    /// <summary>As much of a text as fits into so many bytes of UTF-8, with a note where it was cut; empty where not even the note fits.</summary>
    /// <param name="text">The text.</param>
    /// <param name="bytes">The bytes, at least 0.</param>
    public static string Fit(string text, int bytes)
    {
        if (Encoding.UTF8.GetByteCount(text) <= bytes)
            return text;
        var left = bytes - Encoding.UTF8.GetByteCount(Cut);
        if (left < 0)
            return "";
        StringBuilder kept = new();
        foreach (var rune in text.EnumerateRunes())
        {
            left -= rune.Utf8SequenceLength;
            if (left < 0)
                break;
            kept.Append(rune);
        }

        return kept.Append(Cut).ToString();
    }

    private static void Append(StringBuilder text, AcrossPairs comparison)
    {
        text.Append($"\n### Across pairs and protocols\n\n{AcrossPairs.Legend}\n\n| claim |")
            .AppendJoin("", comparison.Columns.Select(c => $" {SafeText.Markdown(c.Pair, 60)}, {c.Protocol.ToString().ToLowerInvariant()} |"))
            .Append("\n|---|")
            .AppendJoin("", comparison.Columns.Select(_ => "---|"))
            .Append('\n');
        foreach (var (id, cells) in comparison.Rows)
            text.Append($"| {SafeText.Markdown(id, 20)} | ").AppendJoin(" | ", cells.Select(c => c is null ? "-" : $"{c.Result.Outcome} {NumberText.Of(c.Result.Effect)}")).Append(" |\n");
    }

    private static IEnumerable<string> Cells(ReportedClaim claim)
    {
        var r = claim.Result;
        var id = SafeText.Markdown(r.Claim.Id, 20);
        return
        [
            r.Claim.IsPrimary ? $"**{id}**" : id,
            SafeText.Markdown(r.Claim.Statement),
            $"{NumberText.Of(r.BaseValue)} → {NumberText.Of(r.AlignedValue)}",
            NumberText.Of(r.Effect),
            SafeText.Markdown(NumberText.Of(r.Interval)),
            SafeText.Markdown(NumberText.OfP(r.AdjustedPValue)),
            NumberText.OfSamples(r),
            SafeText.Markdown(NewPromptsText.Line(r)),
            r.Outcome.ToString(),
            BaselineMark.Of(claim),
        ];
    }
}
