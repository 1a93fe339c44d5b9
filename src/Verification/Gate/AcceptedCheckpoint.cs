using System.Globalization;
using DiversityBench.Metrics;

namespace DiversityBench.Verification.Gate;

/// <summary>The checkpoint of a lineage that was accepted last, as later candidates are held against it.</summary>
/// <param name="Lineage">Name of the lineage.</param>
/// <param name="Candidate">Id of the model.</param>
/// <param name="Fingerprint">SHA-256 over its files, and the engine with what sharpens it.</param>
/// <param name="BaseFingerprint">SHA-256 over the files of the base model that it was held against.</param>
/// <param name="Policy">Name of the policy that it passed.</param>
/// <param name="Protocol">How the prompts reached it.</param>
/// <param name="Sampling">How its tokens were drawn, in words.</param>
/// <param name="Encoder">SHA-256 over the files of the sentence encoder.</param>
/// <param name="Seed">Seed of its samples.</param>
/// <param name="Prompts">SHA-256 over the prompts, by what is sampled.</param>
/// <param name="Definitions">Version of each metric's definition (<see cref="GateMetric.Definition"/>), by metric id.</param>
/// <param name="Figures">Its figures at the whole sample budget, by metric id.</param>
public sealed record AcceptedCheckpoint(
    string Lineage,
    string Candidate,
    string Fingerprint,
    string BaseFingerprint,
    string Policy,
    Protocol Protocol,
    string Sampling,
    string Encoder,
    ulong Seed,
    IReadOnlyDictionary<GateSource, string> Prompts,
    IReadOnlyDictionary<string, int> Definitions,
    IReadOnlyDictionary<string, GateFigure> Figures)
{
    /// <summary>Why the figures of a candidate cannot be held against these; null where they can.</summary>
    /// <param name="candidate">The candidate, as it would be accepted; its figures may be empty.</param>
    /// <param name="metrics">Ids of the metrics that are asked for.</param>
    public string? WhyNotComparable(AcceptedCheckpoint candidate, IEnumerable<string> metrics)
    {
        if (Lineage != candidate.Lineage)
            return $"it is of the lineage {Lineage}";
        if (BaseFingerprint != candidate.BaseFingerprint)
            return "it was accepted against another base model";
        if (Protocol != candidate.Protocol)
            return $"its prompts came by the {Protocol.ToString().ToLowerInvariant()} protocol";
        if (Sampling != candidate.Sampling)
            return $"its tokens were drawn with {Sampling}, not {candidate.Sampling}";
        if (Encoder != candidate.Encoder)
            return "its meanings were measured by another sentence encoder";
        foreach (var (source, prompts) in candidate.Prompts)
        {
            if (Prompts.GetValueOrDefault(source) != prompts)
                return $"its {source.ToString().ToLowerInvariant()} were made from other prompts";
        }

        foreach (var id in metrics)
        {
            if (!Figures.ContainsKey(id))
                return $"it has no figure of {id}";
            var (accepted, asked) = (Definitions.GetValueOrDefault(id), candidate.Definitions.GetValueOrDefault(id));
            if (accepted != asked)
                return string.Create(CultureInfo.InvariantCulture, $"its {id} was measured by definition {accepted}, not {asked}");
        }

        return null;
    }
}
