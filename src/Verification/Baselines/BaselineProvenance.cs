using System.Text.Json.Serialization;

namespace DiversityBench.Verification.Baselines;

/// <summary>What determines the figures of a baseline, so that a moved figure can be traced to its cause.</summary>
/// <param name="PromptSet">SHA-256 over the prompts of the suite, hexadecimal.</param>
/// <param name="BaseModel">Fingerprint of the base model.</param>
/// <param name="AlignedModel">Fingerprint of the aligned model.</param>
/// <param name="Engine">Fingerprint of the engine: name, version, execution provider.</param>
/// <param name="Seed">Seed of the run.</param>
/// <param name="Samples">Samples asked for, by what they are for, for example "persona" -> 100.</param>
/// <param name="Packages">Versions of the packages that can move a figure, by package name.</param>
/// <param name="Encoder">SHA-256 over the files of the sentence encoder; null in files that were accepted before it was noted.</param>
/// <param name="Sampling">How tokens were drawn, in words; null in such files, and where that is not known.</param>
public sealed record BaselineProvenance(
    string PromptSet,
    string BaseModel,
    string AlignedModel,
    string Engine,
    ulong Seed,
    IReadOnlyDictionary<string, int> Samples,
    IReadOnlyDictionary<string, string> Packages,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Encoder = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Sampling = null)
{
    /// <summary>What differs between this provenance and a later one, the likeliest cause of a moved figure first.</summary>
    /// <param name="later">The provenance of the later run.</param>
    /// <returns>One entry per difference; empty when nothing recorded differs.</returns>
    public IReadOnlyList<ProvenanceChange> ChangesTo(BaselineProvenance later)
    {
        List<ProvenanceChange> changes = [];
        Add("base model", BaseModel, later.BaseModel);
        Add("aligned model", AlignedModel, later.AlignedModel);
        AddNoted("encoder", Encoder, later.Encoder);
        Add("prompts", PromptSet, later.PromptSet);
        Add("seed", FormattableString.Invariant($"{Seed}"), FormattableString.Invariant($"{later.Seed}"));
        AddNoted("sampling", Sampling, later.Sampling);
        AddAll("samples", Samples, later.Samples);
        Add("engine", Engine, later.Engine);
        AddAll("package", Packages, later.Packages);
        return changes;

        void Add(string what, string before, string after)
        {
            if (!string.Equals(before, after, StringComparison.Ordinal))
                changes.Add(new ProvenanceChange(what, before, after));
        }

        void AddNoted(string what, string? before, string? after)
        {
            if (before is not null && after is not null)
                Add(what, before, after);
        }

        void AddAll<T>(string what, IReadOnlyDictionary<string, T> before, IReadOnlyDictionary<string, T> after)
        {
            foreach (var name in before.Keys.Union(after.Keys).Order(StringComparer.Ordinal))
                Add($"{what} {name}", Text(before, name), Text(after, name));
        }

        static string Text<T>(IReadOnlyDictionary<string, T> values, string name) =>
            values.TryGetValue(name, out var value) ? FormattableString.Invariant($"{value}") : "none";
    }
}
