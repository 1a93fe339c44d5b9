namespace DiversityBench.Verification.Claims;

/// <summary>From how many samples on a verdict is what it is with all of them.</summary>
public static class SettledOutcome
{
    /// <summary>The smallest share of the samples from which on every outcome equals the last.</summary>
    /// <param name="byShare">Outcomes by rising share, at least one.</param>
    public static double From(IReadOnlyList<(double Share, Outcome Outcome)> byShare)
    {
        var last = byShare[^1];
        return byShare.Reverse().TakeWhile(point => point.Outcome == last.Outcome).Last().Share;
    }
}
