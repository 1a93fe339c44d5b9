using System.Globalization;
using System.Text;
using System.Text.Json;
using DiversityBench.Report.Results;
using DiversityBench.Report.Tables;
using DiversityBench.Verification.Claims;

namespace DiversityBench.Report.Html;

/// <summary>
/// The run as one static page that needs no network: verdicts first, then effects, claims with their figures and plots, the samples behind them,
/// and what determined the run. Its script shows samples and saves plots; everything else is there without it.
/// </summary>
public static class HtmlReport
{
    /// <summary>Writes report.html beside results.json; a file that is locked gives way to another name, as there.</summary>
    /// <param name="path">The target.</param>
    /// <param name="results">The results.</param>
    /// <param name="samples">The samples behind the figures.</param>
    /// <param name="otherFolder">Folder to fall back to.</param>
    public static WrittenFile Write(string path, RunResults results, IReadOnlyList<ReportedSamples> samples, string otherFolder)
        => ResultsFile.WriteText(path, Of(results, samples), otherFolder);

    /// <summary>The page.</summary>
    /// <param name="results">The results.</param>
    /// <param name="samples">The samples behind the figures.</param>
    public static string Of(RunResults results, IReadOnlyList<ReportedSamples> samples)
    {
        var groups = ClaimGroup.Of(results.Claims);
        var page = new StringBuilder();
        var csv = new Dictionary<string, string>(StringComparer.Ordinal);
        page.Append(HtmlFrame.Head);
        page.Append("<header><h1>Did alignment cost diversity?</h1><ul class=\"verdicts\">");
        foreach (var (index, group) in groups.Index())
            page.Append(CultureInfo.InvariantCulture, $"<li><a href=\"#g{index}\">{Text(group.Title)}</a><br>{Text(VerdictText.Of(group))}</li>");
        page.Append(groups.Count == 0 ? "<li>No claim was tested.</li>" : "").Append("</ul>");
        foreach (var note in results.Notes)
            page.Append(CultureInfo.InvariantCulture, $"<p class=\"note\">{Text(note)}</p>");
        page.Append("</header><main>");
        if (AcrossPairs.Of(results.Claims) is { } comparison)
            AppendComparison(page, csv, comparison);
        foreach (var (index, group) in groups.Index())
        {
            AppendGroup(page, csv, index, group);
            if (samples.Any(s => s.Pair == group.Pair && s.Protocol == group.Protocol))
                page.Append(CultureInfo.InvariantCulture, $"<details class=\"samples\" data-group=\"{index}\"><summary>Samples behind these figures, both arms side by side</summary></details>");
            page.Append("</section>");
        }

        page.Append("</main>");
        AppendProvenance(page, results);
        page.Append("<noscript><p class=\"note\">Without scripts the samples are not shown and plots cannot be saved.</p></noscript>")
            .Append(PackedData.Element("samples", SampleData.Of(samples, groups))).Append(PackedData.Element("csv", JsonSerializer.Serialize(csv)));
        return page.Append(HtmlFrame.Foot).ToString();
    }

    private static void AppendComparison(StringBuilder page, Dictionary<string, string> csv, AcrossPairs comparison)
    {
        page.Append("<section aria-labelledby=\"across\"><h2 id=\"across\">Pairs and protocols side by side</h2><div class=\"wide\" tabindex=\"0\" role=\"region\" aria-label=\"Outcomes by pair and protocol\"><table><caption>")
            .Append(Text(AcrossPairs.Legend)).Append("</caption><thead><tr><th scope=\"col\">Claim</th>");
        foreach (var column in comparison.Columns)
            page.Append(CultureInfo.InvariantCulture, $"<th scope=\"col\">{Text(column.Title)}</th>");
        page.Append("</tr></thead><tbody>");
        foreach (var (id, cells) in comparison.Rows)
        {
            page.Append(CultureInfo.InvariantCulture, $"<tr><th scope=\"row\">{Text(id)}</th>");
            foreach (var cell in cells)
                page.Append(cell is null ? "<td>-</td>" : $"<td class=\"{Name(cell.Result.Outcome)}\">{cell.Result.Outcome} {NumberText.Of(cell.Result.Effect)}</td>");
            page.Append("</tr>");
        }

        page.Append("</tbody></table></div><div class=\"small\">");
        foreach (var (id, plot) in AcrossPairsPlot.Of(comparison))
            AppendPlot(page, csv, $"across-{Letters(id)}", plot);
        page.Append("</div></section>");
    }

    private static void AppendGroup(StringBuilder page, Dictionary<string, string> csv, int index, ClaimGroup group)
    {
        page.Append(CultureInfo.InvariantCulture, $"<section id=\"g{index}\" aria-labelledby=\"h{index}\"><h2 id=\"h{index}\">{Text(group.Title)}</h2>");
        foreach (var (place, effects) in EffectPlot.Of(group).Index())
            AppendPlot(page, csv, string.Create(CultureInfo.InvariantCulture, $"effects-{index}-{place}"), effects);
        page.Append(CultureInfo.InvariantCulture, $"<div class=\"wide\" tabindex=\"0\" role=\"region\" aria-label=\"Claims, {Text(group.Title)}\"><table><caption>A positive effect is in the claimed direction; p is Holm-adjusted; * marks primary claims. New prompts: whether the effect carries over to further prompts of the kind, testable with 12 or more. ")
            .Append(HolmText.Of(group)).Append("</caption><thead><tr>");
        foreach (var heading in new[] { "Claim", "After alignment", "Base", "Aligned", "Effect", "95 % interval", "p", "n", "New prompts: p, interval", "Outcome", "Baseline" })
            page.Append(CultureInfo.InvariantCulture, $"<th scope=\"col\">{heading}</th>");
        page.Append("</tr></thead><tbody>");
        foreach (var claim in group.Claims)
            AppendRow(page, index, claim);
        page.Append("</tbody></table></div>");
        foreach (var claim in group.Claims)
            AppendDetails(page, csv, index, claim.Result);
    }

    private static void AppendRow(StringBuilder page, int index, ReportedClaim claim)
    {
        var r = claim.Result;
        page.Append(CultureInfo.InvariantCulture, $"<tr><th scope=\"row\"><a href=\"#{Anchor(index, r)}\">{Text(r.Claim.Id)}{(r.Claim.IsPrimary ? "*" : "")}</a></th><td>{Text(r.Claim.Statement)}</td>")
            .Append(CultureInfo.InvariantCulture, $"<td>{NumberText.Of(r.BaseValue)}</td><td>{NumberText.Of(r.AlignedValue)}</td><td>{NumberText.Of(r.Effect)}</td><td>{NumberText.Of(r.Interval)}</td>")
            .Append(CultureInfo.InvariantCulture, $"<td>{Text(NumberText.OfP(r.AdjustedPValue))}</td><td>{NumberText.OfSamples(r)}</td><td>{Text(NewPromptsText.Line(r))}</td><td class=\"{Name(r.Outcome)}\">{r.Outcome}</td><td>{Text(BaselineMark.Of(claim))}</td></tr>");
    }

    private static void AppendDetails(StringBuilder page, Dictionary<string, string> csv, int index, ClaimResult r)
    {
        PlotFigure[] plots = [.. MapPlot.Of(r), .. BarPlot.Of(r), .. CurvePlot.Of(r)];
        page.Append(CultureInfo.InvariantCulture, $"<details id=\"{Anchor(index, r)}\"{(plots.Length > 0 ? " open" : "")}><summary>{Text(r.Claim.Id)} {Text(r.Claim.Statement)}</summary><p>{Text(r.Reason)}</p>")
            .Append(CultureInfo.InvariantCulture, $"<p>Metric: {Text(r.Claim.Metric)}. Interval: {Text(r.IntervalMethod.Length > 0 ? r.IntervalMethod : "none")}. Source: {Text(r.Claim.Source)}.</p>");
        foreach (var (place, plot) in plots.Index())
            AppendPlot(page, csv, string.Create(CultureInfo.InvariantCulture, $"{Anchor(index, r)}-{place}"), plot);
        if (r.Figures.Count > 0)
        {
            page.Append(CultureInfo.InvariantCulture, $"<div class=\"wide\" tabindex=\"0\" role=\"region\" aria-label=\"Figures of {Text(r.Claim.Id)}, {Text(r.Pair)}, {r.Protocol}\"><table><thead><tr><th scope=\"col\">Figure</th><th scope=\"col\">Value</th><th scope=\"col\">95 % interval</th><th scope=\"col\">Remark</th></tr></thead><tbody>");
            foreach (var f in r.Figures)
                page.Append(CultureInfo.InvariantCulture, $"<tr><th scope=\"row\">{Text(f.Name)}</th><td>{NumberText.Of(f.Value)} {Text(f.Unit)}</td><td>{NumberText.Of(f.Interval)}</td><td>{Text(f.Reason ?? "")}</td></tr>");
            page.Append("</tbody></table></div>");
        }

        page.Append("</details>");
    }

    private static void AppendPlot(StringBuilder page, Dictionary<string, string> csv, string name, PlotFigure plot)
    {
        page.Append(CultureInfo.InvariantCulture, $"<figure data-name=\"{name}\"><div role=\"img\" aria-label=\"{Text(plot.Caption)}\">{plot.Svg}</div><figcaption>{Text(plot.Caption)}</figcaption></figure>");
        if (plot.Points is { } points)
            page.Append(CultureInfo.InvariantCulture, $"<details class=\"points\" data-of=\"{name}\"><summary>{Text(points)}</summary></details>");
        csv.Add(name, plot.Csv);
    }

    private static string Name(Outcome outcome) => outcome.ToString().ToLowerInvariant();

    private static void AppendProvenance(StringBuilder page, RunResults results)
    {
        var run = results.Run;
        page.Append("<footer><h2>What determined this run</h2><dl>");
        void Line(string name, string value) => page.Append(CultureInfo.InvariantCulture, $"<dt>{Text(name)}</dt><dd>{Text(value)}</dd>");
        Line("started", run.Started.ToString("u", CultureInfo.InvariantCulture));
        Line("duration", string.Create(CultureInfo.InvariantCulture, $"{run.DurationSeconds:0.0} s"));
        Line("DiversityBench", run.Version);
        Line("engine", run.Engine);
        Line("hardware", run.Hardware);
        Line("seeds", string.Join(", ", run.Seeds));
        foreach (var (name, value) in run.Parameters)
            Line(name, value);
        foreach (var model in results.Models)
            Line(model.Id, model.Fingerprint);
        Line($"encoder {results.Encoder.Id}", results.Encoder.Fingerprint);
        foreach (var (set, fingerprint) in results.Prompts)
            Line($"prompts {set}", fingerprint);
        foreach (var (package, version) in run.Packages)
            Line(package, version);
        page.Append("</dl></footer>");
    }

    private static string Anchor(int index, ClaimResult r) => string.Create(CultureInfo.InvariantCulture, $"g{index}-{Letters(r.Claim.Id)}");

    private static string Letters(string id) => new([.. id.Where(char.IsAsciiLetterOrDigit)]);

    // Models and manifests may say anything: what cannot be shown is replaced, then what would be markup is escaped.
    private static string Text(string text) => System.Net.WebUtility.HtmlEncode(SafeText.OneLine(text, 4000));
}
