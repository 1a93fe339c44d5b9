using System.Globalization;
using DiversityBench.Fixtures.Manifest;
using DiversityBench.Fixtures.Parameters;
using DiversityBench.Metrics.Errors;
using DiversityBench.Suites.Runs;
using DiversityBench.Verification.Gate;

namespace DiversityBench.Suites.Gate;

/// <summary>What a gate judges, resolved and checked.</summary>
/// <param name="Policy">What it demands.</param>
/// <param name="Candidate">The model that it judges.</param>
/// <param name="Temperature">What the candidate's logits are divided by; 1 for the model as it is.</param>
/// <param name="Base">The base model of the lineage.</param>
/// <param name="Lineage">Name of the ladder, or of the pair where no ladder holds the candidate.</param>
/// <param name="AcceptedPath">Where the accepted checkpoint of lineage and protocol lies, or would lie.</param>
internal sealed record GateTarget(GatePolicy Policy, ModelDefinition Candidate, double Temperature, ModelDefinition Base, string Lineage, string AcceptedPath)
{
    /// <summary>The candidate in words.</summary>
    public string CandidateName => Temperature == 1 ? Candidate.Id : string.Create(CultureInfo.InvariantCulture, $"{Candidate.Id} at T = {Temperature}");

    /// <summary>Finds policy, candidate and lineage; errors name what is wrong and the valid choices.</summary>
    public static GateTarget Resolve(RunParameters parameters, ModelManifest manifest)
    {
        if (parameters.Samples != SampleCount.AsPlanned)
            throw new BenchException(new ErrorText("the number of samples of a gate", "be left to its policy", "its errors hold for the policy's stages and budget alone", parameters.Samples.ToString(), "Leave out samples, or write a policy with another budget"));
        if (parameters.ExportPath is not null)
            throw new BenchException(new ErrorText("the run parameter export", "be left out of a gate", "a gate draws its samples in stages and stops early", parameters.ExportPath, "Export from a run of the claims"));
        var policy = ReadPolicy(parameters.Gate!, manifest.Root);
        var (id, temperature) = Split(parameters.Candidate);
        var known = Lineages(manifest).Select(l => l.Candidate.Id).Distinct().ToArray();
        if (id is null)
            throw new BenchException(new ErrorText("the run parameter candidate", "name the model to judge", "a gate judges one checkpoint", "none", "Add -p:Candidate=ID").With("Valid", known));
        Selection.Require("candidate", [id], known, isList: false);
        var (lineage, candidate, reference) = Lineages(manifest).First(l => l.Candidate.Id == id);
        var target = new GateTarget(
            policy, candidate.With(parameters), temperature, reference.With(parameters), lineage, Path.Combine(manifest.Root, "baselines", "gate", $"{lineage.Replace('/', '-')}.{policy.Protocol.ToString().ToLowerInvariant()}.accepted.json"));
        if (parameters.Accept && GateAcceptRule.Refusal(RunPlan.IsContinuousIntegration, WorkingTree.Changes(manifest.Root), WorkingTree.WhyNotWritable(target.AcceptedPath)) is { } refusal)
            throw refusal;
        return target;
    }

    /// <summary>Every rung of every ladder, the base included, then what is aligned in pairs of their own; models of texts alone lack the figures that policies ask for.</summary>
    private static IEnumerable<(string Lineage, ModelDefinition Candidate, ModelDefinition Base)> Lineages(ModelManifest manifest) =>
        manifest.Ladders.SelectMany(l => l.Rungs.Select(r => (l.Id, r.Model, l.Rungs[0].Model)))
            .Concat(manifest.Pairs.Select(p => (p.Id, p.Aligned, p.Base)))
            .Where(l => !l.Item2.IsOfTexts && !l.Item3.IsOfTexts);

    private static (string? Id, double Temperature) Split(string? candidate)
    {
        if (candidate?.LastIndexOf('@') is not (> 0 and var at))
            return (candidate, 1);
        return double.TryParse(candidate.AsSpan(at + 1), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var temperature) && temperature is > 0 and <= 100
            ? (candidate[..at], temperature)
            : throw new BenchException(new ErrorText("the temperature of a sharpened candidate", "be a number above 0 and up to 100", "its logits are divided by it", candidate[(at + 1)..], "Write for example reference-sft@0.5"));
    }

    private static GatePolicy ReadPolicy(string gate, string root)
    {
        var path = gate.EndsWith(".json", StringComparison.OrdinalIgnoreCase) ? Path.GetFullPath(gate, root) : Path.Combine(root, "policies", $"{gate}.json");
        try
        {
            return GatePolicyFile.Read(File.ReadAllText(path), path);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            var folder = Path.Combine(root, "policies");
            throw new BenchException(
                new ErrorText("the gate policy", "be a readable file", "it says what the gate demands", error.Message.TrimEnd('.'), "Name a policy of the folder policies, or give the path of a policy file")
                    .With("Policy", path).With("Valid", Directory.Exists(folder) ? Directory.EnumerateFiles(folder, "*.json").Select(f => Path.GetFileNameWithoutExtension(f)).Order(StringComparer.Ordinal) : []),
                error);
        }
    }
}
