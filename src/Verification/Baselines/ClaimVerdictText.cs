using System.Globalization;
using DiversityBench.Verification.Claims;

namespace DiversityBench.Verification.Baselines;

/// <summary>The wording of verdicts.</summary>
internal static class ClaimVerdictText
{
    public static string Same(ClaimResult result, ClaimComparison entry, BaselineComparison baseline) => Lines(
        $"{Subject(result)} is {Word(result.Outcome)}, as approved.",
        $"Finding: {result.Reason}",
        LargestDifference(entry),
        baseline.Changes.Count == 0 ? null : $"Changed since: {string.Join("; ", baseline.Changes)}");

    public static string Moved(ClaimResult result, ClaimComparison entry, BaselineComparison baseline) => Lines(
    [
        $"Expected {Subject(result)} to agree with its approved baseline because approved outcomes change only when accepted, but found {Finding(entry)}.",
        entry.OldOutcome == entry.NewOutcome ? null : $"Outcome: {entry.OldOutcome} -> {entry.NewOutcome}",
        .. entry.Moves.Select(m => m.ToString()),
        $"Finding: {result.Reason}",
        LargestDifference(entry),
        $"Likely cause: {baseline.LikelyCause}",
        .. Provenance(baseline),
        $"Baseline: {baseline.VerifiedPath}",
        NextStep(baseline),
    ]);

    public static string Added(ClaimResult result, BaselineComparison baseline) => Lines(
    [
        $"Expected {Subject(result)} to be in the approved baseline because a claim that is not approved is not checked, but found no entry of it.",
        $"Outcome: {result.Outcome}",
        $"Finding: {result.Reason}",
        .. Provenance(baseline),
        $"Baseline: {baseline.VerifiedPath}",
        NextStep(baseline),
    ]);

    public static string Refused(ClaimResult result, BaselineComparison baseline) => Lines(
    [
        baseline.Fault,
        $"Claim: {Subject(result)}, {Word(result.Outcome)}",
        $"Finding: {result.Reason}",
        .. Provenance(baseline),
        $"Baseline: {baseline.VerifiedPath}",
        RefusedNextStep(baseline),
    ]);

    public static string New(ClaimResult result, BaselineComparison baseline) => Lines(
    [
        result.Outcome is Outcome.Supported or Outcome.Answered
            ? $"{Subject(result)} is {Word(result.Outcome)}; no baseline is approved."
            : $"Expected {Subject(result)} to be supported because no baseline is approved, but found it {Word(result.Outcome)}.",
        $"Finding: {result.Reason}",
        Effect(result),
        .. Provenance(baseline),
        $"Baseline: none at {baseline.VerifiedPath}",
        NextStep(baseline),
    ]);

    public static string Suite(BaselineComparison baseline, IReadOnlyList<string> missing) => Lines(
    [
        baseline.Fault ??
            $"Expected {baseline.Current.Key} to run every approved claim because a claim that is no longer run is no longer checked, but found no result of {string.Join(", ", missing)}.",
        .. Provenance(baseline),
        $"Baseline: {baseline.VerifiedPath}",
        baseline.Fault is null ? NextStep(baseline) : RefusedNextStep(baseline),
    ]);

    private static string Subject(ClaimResult r) =>
        $"{r.Claim.Id} \"{r.Claim.Statement}\" for {r.Pair} under the {r.Protocol.ToString().ToLowerInvariant()} protocol";

    private static string Word(Outcome outcome) => outcome switch
    {
        Outcome.Supported => "supported",
        Outcome.Refuted => "refuted",
        Outcome.Answered => "answered",
        _ => "inconclusive",
    };

    private static string Finding(ClaimComparison entry)
    {
        var figures = entry.Moves.Count switch
        {
            0 => null,
            1 => "1 moved figure",
            var n => string.Create(CultureInfo.InvariantCulture, $"{n} moved figures"),
        };
        var outcome = entry.OldOutcome == entry.NewOutcome ? null : "another outcome";
        return string.Join(" and ", new[] { outcome, figures }.OfType<string>());
    }

    private static string? LargestDifference(ClaimComparison entry) => entry.LargestDifference is not { } difference
        ? null
        : string.Create(CultureInfo.InvariantCulture, $"Largest relative difference: {difference:0.######} ({entry.LargestDifferenceOf})");

    private static string? Effect(ClaimResult r) => r.Effect is not { } effect
        ? null
        : string.Create(CultureInfo.InvariantCulture, $"Effect: {Rounded.To(effect, 4)}, 95 % interval {Text(r.Interval)}, smallest effect of interest {Rounded.To(r.Claim.SmallestEffect, 4)}");

    private static string Text(Interval? interval) => interval is null
        ? "none"
        : string.Create(CultureInfo.InvariantCulture, $"[{Rounded.To(interval.Lower, 4)}, {Rounded.To(interval.Upper, 4)}]");

    private static string[] Provenance(BaselineComparison baseline)
    {
        var p = baseline.Current.Provenance;
        return
        [
            $"Models: base {p.BaseModel}, aligned {p.AlignedModel}",
            $"Prompts: {p.PromptSet}",
            string.Create(CultureInfo.InvariantCulture, $"Seed: {p.Seed}"),
        ];
    }

    private static string NextStep(BaselineComparison baseline) => baseline.IsWholeSuite
        ? $"Next step: compare {Path.GetFileName(baseline.ReceivedPath)} beside the baseline; if it is right, accept it with `{AcceptRule.Command}`."
        : $"Next step: run the whole suite to see everything that differs; if it is right, accept it with `{AcceptRule.Command}`.";

    private static string RefusedNextStep(BaselineComparison baseline) =>
        $"Next step: restore the file from version control, or accept this run with `{AcceptRule.Command}` after reading {Path.GetFileName(baseline.ReceivedPath)}.";

    private static string Lines(params IEnumerable<string?> lines) => string.Join('\n', lines.OfType<string>());
}
