using System.Globalization;
using DiversityBench.Verification.Gate;

namespace DiversityBench.Bench.Gate;

/// <summary>Candidates of one kind.</summary>
/// <param name="Group">What the situation shows.</param>
/// <param name="Name">What the candidates lost, in words.</param>
/// <param name="Policy">The policy.</param>
/// <param name="Kept">Share of each metric that they keep.</param>
/// <param name="HasAccepted">Whether there is an accepted checkpoint, one that lost nothing.</param>
/// <param name="OfBase">Share of each metric that the base model has of what the accepted checkpoint has; null for all of it.</param>
internal sealed record GateSituation(string Group, string Name, GatePolicy Policy, IReadOnlyDictionary<string, double> Kept, bool HasAccepted, IReadOnlyDictionary<string, double>? OfBase = null)
{
    public const string NoChange = "no change", SmallestLoss = "smallest relevant loss", Regression = "smallest relevant regression", Other = "other losses", FixedDesign = "fixed design";

    private static readonly Dictionary<string, double> Nothing = [];

    /// <summary>
    /// No change, with an accepted checkpoint (twice as many comparisons can raise an alarm) and without; a loss of one metric down to its floor, without an
    /// accepted checkpoint (with one, two comparisons would have to miss it); a fall of one metric to the margin of an accepted checkpoint that has more of it than the base model,
    /// all of whose floor is kept; losses between and beyond; and designs that look once, to find how many samples staging saves.
    /// </summary>
    public static IEnumerable<GateSituation> Of(GatePolicy policy)
    {
        yield return new GateSituation(NoChange, "nothing, with an accepted checkpoint", policy, Nothing, true);
        yield return new GateSituation(NoChange, "nothing, without an accepted checkpoint", policy, Nothing, false);
        foreach (var metric in policy.Chosen)
        {
            var floor = policy.Metrics[metric.Id].Floor;
            yield return new GateSituation(SmallestLoss, Words($"{metric.Id} down to {floor:0.##}"), policy, new Dictionary<string, double> { [metric.Id] = floor }, false);
        }

        foreach (var kept in new[] { 0.95, 0.9, 0.7, 0.5, 0.2 })
            yield return new GateSituation(Other, Words($"everything down to {kept:0.##}"), policy, policy.Chosen.ToDictionary(m => m.Id, _ => kept), true);
        foreach (var size in new[] { 0.5, 0.6, 0.7, 0.8 })
            yield return OneLook(policy, size);

        yield return new GateSituation(Other, "first-names down to 0.5", policy, new Dictionary<string, double> { ["first-names"] = 0.5 }, true);
        foreach (var metric in policy.Chosen)
        {
            var margin = policy.Metrics[metric.Id].Margin;
            var kept = new Dictionary<string, double> { [metric.Id] = margin };
            yield return new GateSituation(Regression, Words($"{metric.Id} down to {margin:0.##} of the accepted checkpoint's"), policy, kept, true, kept);
        }

        // Last, so that the seeds of those before it stay.
        yield return OneLook(policy, 0.9);
    }

    private static GateSituation OneLook(GatePolicy policy, double size)
    {
        var single = policy with { Stages = [1], SamplesPerPrompt = policy.SamplesPerPrompt.ToDictionary(s => s.Key, s => (int)Math.Ceiling(size * s.Value)) };
        return new GateSituation(FixedDesign, Words($"nothing, one look at {size:0.#} of the budget"), single, Nothing, true);
    }

    private static string Words(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
