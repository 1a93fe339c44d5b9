using System.Globalization;

namespace DiversityBench.Verification.Claims;

/// <summary>The verdict on a tested claim in one sentence.</summary>
internal static class Verdict
{
    public static string Sentence(ClaimResult result, Outcome outcome)
    {
        var (effect, interval, smallest) = (result.Effect!.Value, result.Interval!, result.Claim.SmallestEffect);
        var found = Text($"effect {effect:0.###} (95 % interval {interval.Lower:0.###} to {interval.Upper:0.###})");
        return outcome switch
        {
            Outcome.Supported => Text($"The claim holds: {found} lies above 0 with adjusted p = {result.AdjustedPValue:0.####}."),
            Outcome.Refuted when interval.Upper < 0 && smallest == 0 => Text($"The claim does not hold: {found} lies below 0."),
            Outcome.Refuted when interval.Upper < 0 => Text($"The opposite of the claim is found: {found} lies below 0."),
            Outcome.Refuted when interval.Lower > 0 => Text($"The effect is real but too small to matter: {found} lies below the smallest effect of interest {smallest:0.###}."),
            Outcome.Refuted => Text($"There is no effect that matters: {found} lies below the smallest effect of interest {smallest:0.###}."),
            _ => Text($"The data leave it open: {found}, adjusted p = {result.AdjustedPValue:0.####}; these samples detect {result.DetectableEffect:0.###} with 80 % power, and the smallest effect of interest {smallest:0.###} needs {Needed(result.SamplesNeeded)} samples per arm and prompt."),
        };
    }

    private static string Needed(int? samples) => samples?.ToString("N0", CultureInfo.InvariantCulture) ?? "more than 1,000,000,000";

    private static string Text(FormattableString text) => FormattableString.Invariant(text);
}
