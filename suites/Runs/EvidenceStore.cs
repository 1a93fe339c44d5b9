using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Serialization;
using DiversityBench.Fixtures.Recorded;
using DiversityBench.Fixtures.Store;
using DiversityBench.Metrics.Errors;
using DiversityBench.Verification.Claims;

namespace DiversityBench.Suites.Runs;

/// <summary>
/// Evidence beside the samples that it was made from, so that a second run of the same code tests nothing again. Everything that determines evidence is
/// its key: the manifest, prompts, arms, options, and the code itself, by the identity that the compiler gives each build and the packages beside it.
/// </summary>
internal sealed class EvidenceStore(GenerationStore store, RunPlan plan, Action<string> warn)
{
    private static readonly JsonSerializerOptions Json = new() { NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals };

    // A gate asks for no evidence.
    private readonly Lazy<string> _run = new(() => string.Join('\n', [
        .. new[] { typeof(Metrics.Protocol), typeof(GenerationStore), typeof(ClaimEvidence), typeof(EvidenceStore) }.Select(type => type.Module.ModuleVersionId.ToString()),
        FileHash(PackageVersions.ListPath),
        // The widest vectors decide the order of floating-point sums.
        $"{RuntimeInformation.FrameworkDescription}, {RuntimeInformation.ProcessArchitecture}, {Vector512.IsHardwareAccelerated}, {Vector256.IsHardwareAccelerated}",
        FileHash(plan.Manifest.Path),
        // Hashes that models.json leaves open, those of encoders among them.
        File.Exists(plan.LockPath) ? FileHash(plan.LockPath) : "",
        plan.Parameters.Encoder ?? "",
        // They may be another manifest's.
        .. plan.Manifest.Encoders.SelectMany(encoder => encoder.Files).Select(file => file.Sha256 ?? ""),
        plan.Parameters.Samples.ToString(),
        .. Experiment.All.Select(e => e.ReadPrompts().Fingerprint),
        .. plan.Experiments.Where(e => e.IsCore).Select(e => e.Name),
    ]));

    /// <summary>The evidence of an experiment, from the store where it is.</summary>
    /// <param name="experiment">Name of the experiment.</param>
    /// <param name="arms">The arms that it compares.</param>
    /// <param name="rungs">The rungs that it may look at.</param>
    /// <param name="truthPath">File of the known distribution; null where there is none.</param>
    /// <param name="options">Seed and effort.</param>
    /// <param name="gather">Makes it.</param>
    public IReadOnlyList<ClaimEvidence> GetOrAdd(
        string experiment, ArmPair arms, IReadOnlyList<RungArm> rungs, string? truthPath, ClaimTestOptions options, Func<IReadOnlyList<ClaimEvidence>> gather)
        => GetOrAdd(experiment, [
            arms.Name, $"{arms.Protocol}, {arms.SampleShare:R}", Describe(arms.Base), Describe(arms.Aligned), options.ToString(),
            truthPath is null ? "" : FileHash(truthPath), .. rungs.Select(rung => $"{rung.Rung}, {rung.From}, {Describe(rung.Arm)}")], gather);

    /// <summary>The evidence of an experiment on recorded generations, from the store where it is.</summary>
    /// <param name="experiment">Name of the experiment.</param>
    /// <param name="pair">Name of the pair.</param>
    /// <param name="ofBase">The base model's generations.</param>
    /// <param name="ofAligned">The aligned model's generations.</param>
    /// <param name="options">Seed and effort.</param>
    /// <param name="gather">Makes it.</param>
    public IReadOnlyList<ClaimEvidence> GetOrAdd(
        string experiment, string pair, RecordedGenerations ofBase, RecordedGenerations ofAligned, ClaimTestOptions options, Func<IReadOnlyList<ClaimEvidence>> gather)
        => GetOrAdd(experiment, ["recorded", pair, ofBase.Fingerprint, ofAligned.Fingerprint, options.ToString()], gather);

    private IReadOnlyList<ClaimEvidence> GetOrAdd(string experiment, IEnumerable<string> sources, Func<IReadOnlyList<ClaimEvidence>> gather)
    {
        var key = string.Join('\n', [_run.Value, experiment, .. sources]);
        if (store.ReadDerived(key) is { } stored)
            return JsonSerializer.Deserialize<ClaimEvidence[]>(stored, Json)!;
        var made = gather();
        try
        {
            store.WriteDerived(key, JsonSerializer.SerializeToUtf8Bytes(made, Json));
        }
        catch (BenchException e)
        {
            // The verdicts matter more than the next run's time.
            warn($"The evidence of {experiment} was not stored and is made again next time. {e.Message}");
        }

        return made;
    }

    private static string Describe(Arm arm) => string.Join('\n', arm.Model.Id, arm.Model.Fingerprint, arm.Model.EngineFingerprint, $"{arm.IsChat}, {arm.Sampling}, {arm.Seed}");

    private static string FileHash(string path)
    {
        using var file = File.OpenRead(path);
        return Convert.ToHexStringLower(SHA256.HashData(file));
    }
}
