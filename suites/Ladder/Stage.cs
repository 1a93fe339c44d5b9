using DiversityBench.Suites.Runs;

namespace DiversityBench.Suites.Ladder;

/// <summary>A stage of a ladder: a rung and the one that it was trained from.</summary>
/// <param name="From">The rung before.</param>
/// <param name="To">The rung after.</param>
internal sealed record Stage(RungArm From, RungArm To)
{
    /// <summary>The stage in words.</summary>
    public string Name => $"{From.Rung} to {To.Rung}";

    /// <summary>All stages of a ladder.</summary>
    public static IReadOnlyList<Stage> Of(IReadOnlyList<RungArm> ladder)
        => [.. ladder.Where(rung => rung.From is not null).Select(rung => new Stage(ladder.Single(r => r.Rung == rung.From), rung))];

    /// <summary>The stages that lead from the first rung to the last; others are side branches.</summary>
    public static IReadOnlyList<Stage> Lineage(IReadOnlyList<RungArm> ladder)
    {
        var all = Of(ladder);
        var lineage = new List<Stage>();
        for (var rung = ladder[^1]; rung.From is not null; rung = lineage[0].From)
            lineage.Insert(0, all.Single(s => s.To == rung));
        return lineage;
    }
}
