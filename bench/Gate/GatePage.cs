using System.Globalization;
using System.Text;
using DiversityBench.Verification.Gate;

namespace DiversityBench.Bench.Gate;

/// <summary>docs/gate-calibration.md and .csv out of the cells.</summary>
internal static class GatePage
{
    /// <summary>One line a situation.</summary>
    public static string Csv(IReadOnlyList<GateCell> cells)
    {
        var text = new StringBuilder("group,candidates_lost,accepted_checkpoint,runs,passed,failed,insufficient,red_share,red_lower,red_upper,drawn,drawn_until_clear\n");
        foreach (var (s, r) in cells.Select(c => (c.Situation, c.Result)))
        {
            var red = new GateCell(s, r).Red;
            text.Append(CultureInfo.InvariantCulture, $"{s.Group},\"{s.Name}\",{(s.HasAccepted ? "yes" : "no")},{r.Runs},{r.Passed},{r.Failed},{r.Insufficient},{(double)r.Red / r.Runs:0.#####},{red.Lower:0.#####},{red.Upper:0.#####},{r.Drawn:0.####},{r.DrawnUntilClear:0.####}\n");
        }

        return text.ToString();
    }

    /// <summary>The page.</summary>
    public static string Of(GatePolicy policy, IReadOnlyList<GateCell> cells, int runs)
    {
        GateCell[] Group(string name) => [.. cells.Where(c => c.Situation.Group == name)];
        var clear = Group(GateSituation.NoChange).Concat(Group(GateSituation.Other).Where(c => c.Result.Failed > 0.99 * runs)).ToArray();
        var @fixed = Group(GateSituation.FixedDesign).FirstOrDefault(c => c.Red.Upper <= policy.FalseAlarmBudget);
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"""
            # How often the gate cries wolf, and what it misses

            Written by `dotnet run --project bench -c Release -- gate {runs}`, data in [gate-calibration.csv](gate-calibration.csv): {runs:N0} runs a situation, seed {GateProgram.Seed}, no model needed.
            Every run sends a simulated checkpoint (`SimulatedCheckpoint`: personas, biographies and stories whose labels, spreads and valid rates are those of the reference ladder's base)
            through the decision of the product (`GateDecision`) under [policies/default.json](../policies/default.json). Red is whatever does not pass: failed or insufficient. Intervals are 95 %, Clopper and Pearson.

            Asked for (docs/CLAIMS.md, section 5): at most 1 % red where nothing changed, at least 95 % red at the smallest relevant loss. The policy declares {Percent(policy.FalseAlarmBudget)} % and {Percent(1 - policy.MissBudget)} %:
            jackknife errors of few samples are approximate, and the surplus pays for that.

            """);
        Table(text, "No change", Group(GateSituation.NoChange));
        Table(text, "The smallest relevant loss: one metric at its floor, all others unchanged", Group(GateSituation.SmallestLoss));
        Table(text, "The smallest relevant regression: one metric at its margin, the base model's kept in full", Group(GateSituation.Regression));
        text.Append("\nThe accepted checkpoint has more of that metric than the base model, just so much that at its margin a candidate has what the base model has: the floors are kept with ease.\n");
        Table(text, "Other losses", Group(GateSituation.Other));
        text.Append("\nLosses above the floor are no false alarms and no misses: between 80 % and 100 % the gate passes the more surely the less is lost.\n");
        text.Append(CultureInfo.InvariantCulture, $"""

            ## What looking in stages saves

            Mean share of the fixed design's samples (the whole budget, drawn at once) until a clear verdict: {Percent(clear.Average(c => c.Result.DrawnUntilClear))} % over the situations whose answer is clear
            (nothing lost: {string.Join(" and ", Group(GateSituation.NoChange).Select(c => $"{Percent(c.Result.DrawnUntilClear)} %"))}; a loss of three tenths or more: {string.Join(", ", clear.Skip(2).Select(c => $"{Percent(c.Result.DrawnUntilClear)} %"))}).
            {(@fixed is null ? "No smaller design that looks once keeps the false alarms within the budget." : string.Create(CultureInfo.InvariantCulture, $"The smallest design tried that looks once and keeps the false alarms within the budget has {@fixed.Situation.Policy.SamplesPerPrompt[GateSource.Personas] / (double)policy.SamplesPerPrompt[GateSource.Personas]:0.##} of that budget; against it the share is {Percent(clear.Average(c => c.Result.DrawnUntilClear) * policy.SamplesPerPrompt[GateSource.Personas] / @fixed.Situation.Policy.SamplesPerPrompt[GateSource.Personas])} %, and {Percent(Group(GateSituation.NoChange).Average(c => c.Result.DrawnUntilClear) * policy.SamplesPerPrompt[GateSource.Personas] / @fixed.Situation.Policy.SamplesPerPrompt[GateSource.Personas])} % where nothing is lost."))}

            """);
        Table(text, "Designs that look once", Group(GateSituation.FixedDesign));
        text.Append("""

            ## How far this carries

            - Names as many and as uneven as the reference ladder's (522, relative variance of p over p 0.56). The error of a concentration is about 2 sqrt(relative variance / n): names that are more
              uneven need more samples for the same certainty, and the gate then says insufficient, not passed.
            - A loss is simulated as a preference for five favourite labels, a narrower range of ages, texts that turn towards one direction, lower entropies, or invalid samples.

            """);
        return text.ToString().TrimEnd() + "\n";
    }

    private static void Table(StringBuilder text, string title, IEnumerable<GateCell> cells)
    {
        text.Append(CultureInfo.InvariantCulture, $"\n{(title.StartsWith("Designs", StringComparison.Ordinal) ? "###" : "##")} {title}\n\n| candidates lost | accepted checkpoint | passed | failed | insufficient | red, % | samples drawn, % of its budget |\n|---|---|---:|---:|---:|---:|---:|\n");
        foreach (var (s, r, red) in cells.Select(c => (c.Situation, c.Result, c.Red)))
            text.Append(CultureInfo.InvariantCulture, $"| {s.Name} | {(s.HasAccepted ? "yes" : "no")} | {r.Passed} | {r.Failed} | {r.Insufficient} | {100.0 * r.Red / r.Runs:0.0#} ({100 * red.Lower:0.0#}-{100 * red.Upper:0.0#}) | {Percent(r.Drawn)} |\n");
    }

    private static string Percent(double share) => (100 * share).ToString("0.#", CultureInfo.InvariantCulture);
}
