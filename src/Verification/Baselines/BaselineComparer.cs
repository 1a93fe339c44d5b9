namespace DiversityBench.Verification.Baselines;

/// <summary>Holds the claims of a run against the approved ones; reads and writes nothing.</summary>
internal static class BaselineComparer
{
    /// <summary>One entry per claim of the run and, if the run was of the whole suite, per approved claim that it lacks.</summary>
    public static IReadOnlyList<ClaimComparison> Claims(Baseline? approved, bool isRefused, Baseline current, bool isWholeSuite)
    {
        var old = (approved?.Claims ?? []).ToDictionary(c => c.Id, StringComparer.Ordinal);
        var entries = current.Claims.Select(claim => Entry(old.GetValueOrDefault(claim.Id), approved is not null, isRefused, claim)).ToList();
        if (isWholeSuite && !isRefused)
        {
            var present = current.Claims.Select(c => c.Id).ToHashSet(StringComparer.Ordinal);
            entries.AddRange(old.Values.Where(c => !present.Contains(c.Id))
                .Select(c => new ClaimComparison(c.Id, BaselineStatus.Missing, c.Outcome, null, [])));
        }

        return [.. entries.OrderBy(c => c.Id, new ClaimOrder())];
    }

    private static ClaimComparison Entry(ApprovedClaim? old, bool hasBaseline, bool isRefused, ApprovedClaim now)
    {
        if (isRefused)
            return new ClaimComparison(now.Id, BaselineStatus.Refused, old?.Outcome, now.Outcome, []);
        if (old is null)
            return new ClaimComparison(now.Id, hasBaseline ? BaselineStatus.Added : BaselineStatus.New, null, now.Outcome, []);

        var pairs = Pairs(old, now);
        var moves = pairs.Where(HasMoved).Select(p => new FigureMove(p.Old.Name, p.Old.Value, p.New, p.Old.Tolerance, p.Old.Because)).ToList();
        var largest = pairs.Where(p => p.Old.Value is not null && p.New is not null)
            .Select(p => (p.Old.Name, Difference: RelativeDifference(p.Old.Value!.Value, p.New!.Value)))
            .Select(p => ((string, double)?)p)
            .MaxBy(p => p!.Value.Item2);
        var status = old.Outcome == now.Outcome && moves.Count == 0 ? BaselineStatus.Same : BaselineStatus.Moved;
        return new ClaimComparison(now.Id, status, old.Outcome, now.Outcome, moves, largest?.Item2, largest?.Item1);
    }

    // A figure that one side lacks counts as one without a value there.
    private static List<(ApprovedFigure Old, double? New)> Pairs(ApprovedClaim old, ApprovedClaim now)
    {
        var values = now.Figures.ToDictionary(f => f.Name, f => f.Value, StringComparer.Ordinal);
        var known = old.Figures.Select(f => f.Name).ToHashSet(StringComparer.Ordinal);
        return
        [
            .. old.Figures.Select(f => (f, values.GetValueOrDefault(f.Name))),
            .. now.Figures.Where(f => !known.Contains(f.Name))
                .Select(f => (new ApprovedFigure(f.Name, null, 0, "a value where there was none is a change"), f.Value)),
        ];
    }

    private static bool HasMoved((ApprovedFigure Old, double? New) pair) => (pair.Old.Value, pair.New) switch
    {
        (null, null) => false,
        ({ } old, { } now) => Math.Abs(now - old) > pair.Old.Tolerance,
        _ => true,
    };

    private static double RelativeDifference(double old, double now) =>
        old == now ? 0 : Math.Abs(now - old) / Math.Max(Math.Abs(old), Math.Abs(now));
}
