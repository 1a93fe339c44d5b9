using DiversityBench.Verification.Claims;

namespace DiversityBench.Report.Results;

/// <summary>Finds numbers that JSON cannot hold; a metric that yields one has a defect, which must not look like a missing value.</summary>
internal static class FiniteFigures
{
    /// <summary>Refuses results that hold NaN or an infinite number.</summary>
    /// <exception cref="ArgumentException">There is one; the message names claim and figure.</exception>
    public static void Demand(RunResults results)
    {
        var numbers = results.Claims.SelectMany(c => Of(c.Result))
            .Prepend(("the run", "duration", results.Run.DurationSeconds));
        foreach (var (owner, name, value) in numbers)
        {
            if (value is { } number && !double.IsFinite(number))
            {
                throw new ArgumentException(FormattableString.Invariant(
                    $"Expected '{name}' of {owner} to be finite or missing because results hold no number that is none, but found {number}.\n") +
                    "Next step: report the figure as missing, with its reason.", nameof(results));
            }
        }
    }

    private static IEnumerable<(string Owner, string Name, double? Value)> Of(ClaimResult r)
    {
        var owner = $"{r.Claim.Id} for {r.Pair}, {r.Protocol}";
        return new (string, double?)[]
            {
                ("smallest effect", r.Claim.SmallestEffect), ("effect", r.Effect), ("p", r.PValue), ("adjusted p", r.AdjustedPValue),
                ("base", r.BaseValue), ("aligned", r.AlignedValue), ("detectable effect", r.DetectableEffect),
                ("p over new prompts", r.NewPromptsPValue),
            }
            .Concat(Ends("interval", r.Interval))
            .Concat(Ends("interval over new prompts", r.NewPromptsInterval))
            .Concat(r.Figures.SelectMany(f => Ends(f.Name, f.Interval).Prepend((f.Name, f.Value))))
            .Concat(r.Curves.SelectMany(c => c.Points.SelectMany(p => Ends(c.Name, p.Interval).Append((c.Name, p.X)).Append((c.Name, p.Y)))))
            .Concat(r.Bars.SelectMany(b => b.Series.SelectMany(s => s.Values.Select(value => ($"{b.Category}, {s.Name}", (double?)value)))))
            .Concat(r.Maps.SelectMany(m => m.Points.SelectMany(p => new (string, double?)[] { (m.Name, p.X), (m.Name, p.Y) })))
            .Select(p => (owner, p.Item1, p.Item2));
    }

    private static IEnumerable<(string, double?)> Ends(string name, Interval? interval) =>
        interval is null ? [] : [($"{name} lower", interval.Lower), ($"{name} upper", interval.Upper)];
}
