using System.Globalization;
using System.Text;
using DiversityBench.Fixtures.Manifest;
using DiversityBench.Metrics;
using DiversityBench.Suites.Runs;
using DiversityBench.Verification.Claims;
using DiversityBench.Verification.Statistics;

namespace DiversityBench.Suites.Controls;

/// <summary>
/// Control K1 over many seeds: a model against itself, each seed used once, judged as a run judges a pair. Under <c>paper</c> it is the base in raw text, under <c>deployed</c> the
/// aligned model in its chat template: a base has none, so its raw text again would be the same pairs twice.
/// </summary>
internal static class NullPairs
{
    /// <summary>Judges pairs of seeds and says how often claims were supported, in Markdown.</summary>
    /// <param name="plan">Pairs, protocols, suites, samples and the seed that the others follow.</param>
    /// <param name="count">Pairs of seeds for each pair of models and protocol.</param>
    public static string Run(RunPlan plan, int count)
    {
        var experiments = plan.Experiments.Where(e => e is { IsDefault: true, PromptsOf: not null }).ToArray();
        using var resources = new RunResources(plan);
        var pairArms = new PairArms(plan, resources.Models);
        var evidence = new DrawnEvidence(resources, pairArms);
        var text = new StringBuilder();
        foreach (var pair in plan.Pairs.Where(p => !p.Base.IsOfTexts && !p.Aligned.IsOfTexts))
        {
            foreach (var protocol in plan.Parameters.Protocols)
                text.Append(Table(pair, protocol, [.. Enumerable.Range(0, count).Select(i => Judge(pair, protocol, (ulong)i))]));
        }

        return text.ToString();

        IReadOnlyList<ClaimResult> Judge(ModelPair pair, Protocol protocol, ulong index)
        {
            var arms = pairArms.Of(pair, protocol);
            var arm = protocol == Protocol.Paper ? arms.Base : arms.Aligned;
            var (first, second) = (arm.Seed + (2 * index) + 1, arm.Seed + (2 * index) + 2);
            var name = string.Create(CultureInfo.InvariantCulture, $"{arm.Model.Id} of seeds {first} and {second}");
            var same = new ArmPair(name, protocol, arm with { Seed = first }, arm with { Seed = second });
            var results = DecisionRule.Decide([.. experiments.SelectMany(e => evidence.Of(e, same, plan.TestOptions with { RawPermutations = 0 }))]);
            evidence.Clear();
            resources.LetGo(new HashSet<string>([arm.Model.Id]));
            return results;
        }
    }

    /// <summary>Of one pair and protocol: a row for each family, and the claims of which any was supported.</summary>
    /// <param name="pair">The pair.</param>
    /// <param name="protocol">The protocol.</param>
    /// <param name="runs">The verdicts, by pair of seeds.</param>
    private static string Table(ModelPair pair, Protocol protocol, IReadOnlyList<IReadOnlyList<ClaimResult>> runs)
    {
        var model = protocol == Protocol.Paper ? pair.Base : pair.Aligned;
        var text = new StringBuilder().Append(CultureInfo.InvariantCulture, $"""

            {model.Id} against itself, {protocol.ToString().ToLowerInvariant()}, {runs.Count} pairs of seeds

            | family | claims that could be measured | supported | p < 0.05 before Holm | pairs of seeds with any supported |
            |---|---|---|---|---|

            """);
        foreach (var family in runs.SelectMany(run => run).GroupBy(r => r.Claim.IsPrimary).OrderByDescending(family => family.Key))
        {
            ClaimResult[] tested = [.. family.Where(r => r.PValue is not null)];
            var ids = tested.Select(r => r.Claim.Id).Distinct().Count();
            text.Append(CultureInfo.InvariantCulture, $"| {(family.Key ? "primary" : "secondary")} | {ids} of {family.Select(r => r.Claim.Id).Distinct().Count()}, {tested.Length} in all ");
            text.Append(CultureInfo.InvariantCulture, $"| {Share(tested.Count(IsAlarm), tested.Length)} | {Share(tested.Count(r => r.PValue < 0.05), tested.Length)} ");
            text.Append(CultureInfo.InvariantCulture, $"| {Share(runs.Count(run => run.Any(r => r.Claim.IsPrimary == family.Key && IsAlarm(r))), runs.Count)} |\n");
        }

        var alarms = runs.SelectMany(run => run).Where(IsAlarm).GroupBy(r => r.Claim.Id).Select(g => $"{g.Key} ({g.Count()})").ToArray();
        return text.Append(alarms.Length == 0 ? "\nNo claim was supported.\n" : $"\nSupported: {string.Join(", ", alarms)}.\n").ToString();
    }

    private static bool IsAlarm(ClaimResult result) => result.Outcome == Outcome.Supported;

    /// <summary>A share with its 95 % Clopper-Pearson interval.</summary>
    private static string Share(int some, int all) => Proportion.ClopperPearson(some, all).TryGet(out var interval, out _)
        ? string.Create(CultureInfo.InvariantCulture, $"{some} of {all}, {100.0 * some / all:0.0} % ({100 * interval.Lower:0.0}-{100 * interval.Upper:0.0})")
        : "none";
}
