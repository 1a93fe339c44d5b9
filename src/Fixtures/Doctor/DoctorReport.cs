using System.Globalization;
using DiversityBench.Fixtures.Hub;
using DiversityBench.Fixtures.Manifest;
using DiversityBench.Fixtures.Parameters;
using DiversityBench.Metrics.Errors;

namespace DiversityBench.Fixtures.Doctor;

/// <summary>What a machine can run, in lines for a person.</summary>
public static class DoctorReport
{
    /// <summary>Examines machine, cache, sentence encoder and every pair and ladder of a manifest.</summary>
    /// <param name="manifest">The manifest.</param>
    /// <param name="run">Settings that hold for all models.</param>
    /// <param name="hub">Tells what of the hub's files is here.</param>
    /// <param name="settings">How the hub would be asked.</param>
    /// <param name="machine">The machine.</param>
    /// <param name="whyAbsent">What keeps a served model from being asked; null where nothing does.</param>
    public static IReadOnlyList<string> Lines(ModelManifest manifest, RunParameters run, HubModels hub, HubSettings settings, MachineFacts machine, Func<EndpointSource, string?> whyAbsent)
    {
        var diagnoses = manifest.Models.Select(model => ModelDiagnosis.Of(model.With(run), manifest.Root, hub, settings, machine)).Select(WithServer).ToDictionary(diagnosis => diagnosis.Model.Id);
        // Every run embeds its texts, so no pair is ready before the encoder is.
        var (encoder, faults) = Encoder(manifest, run, hub, settings, machine);
        var cached = hub.Cached();
        List<string> lines =
        [
            Line("Machine", string.Create(CultureInfo.InvariantCulture, $"{machine.System}, {machine.Processors} processors, {machine.MemoryInGiB:0.#} GiB of memory")),
            Line("GPU", machine.Gpus.Count == 0 ? "none found" : string.Join("; ", machine.Gpus)),
            .. machine.Engines.Select((engine, i) => Line(i == 0 ? "Build" : "", engine)),
            Line("Hub", $"{settings.Endpoint}, {(settings.Token is null ? "no token (HF_TOKEN)" : "with a token")}{(settings.IsOffline ? ", offline (HF_HUB_OFFLINE)" : "")}"),
            Line("Cache", $"{settings.CacheFolder}: {(cached.Count == 0 ? "no models" : Size(cached.Sum(repository => repository.SizeInBytes)))}"),
            .. cached.Select(repository => Line("", $"{Size(repository.SizeInBytes),9}  {repository.Repo}")),
            Line("Encoder", encoder),
            "",
            $"Pairs of {manifest.Path}",
        ];
        foreach (var pair in manifest.Pairs)
        {
            var others = (pair.Mixed ?? pair.Same) is { } fault ? [.. faults, ModelDiagnosis.Clause(fault)] : faults;
            lines.AddRange(Entry(pair.Id, [diagnoses[pair.Base.Id], diagnoses[pair.Aligned.Id]], others, machine));
        }

        foreach (var ladder in manifest.Ladders)
        {
            lines.AddRange(["", $"Ladder {ladder.Id}: any two as {ladder.Id}/{ladder.Rungs[0].Name}..{ladder.Rungs[^1].Name}"]);
            lines.AddRange(ladder.Rungs.SelectMany(rung => Entry(rung.Name, [diagnoses[rung.Model.Id]], faults, machine)));
        }

        return lines;

        ModelDiagnosis WithServer(ModelDiagnosis diagnosis) =>
            diagnosis.Model.Endpoint is { } endpoint && whyAbsent(endpoint) is { } reason ? diagnosis with { Reasons = [.. diagnosis.Reasons, reason] } : diagnosis;
    }

    /// <summary>The encoder of a run, in words: ready, or why not.</summary>
    private static (string Line, IReadOnlyList<string> Faults) Encoder(ModelManifest manifest, RunParameters run, HubModels hub, HubSettings settings, MachineFacts machine)
    {
        try
        {
            var encoder = ModelDiagnosis.Of(manifest.SelectEncoder(run), manifest.Root, hub, settings, machine);
            var faults = encoder.Reasons.Count == 0 ? [] : new[] { About(encoder) };
            return (faults.Length == 0 ? $"{encoder.Model.Id}: ready" : faults[0], faults);
        }
        catch (BenchException fault)
        {
            return (ModelDiagnosis.Clause(fault.Text), [ModelDiagnosis.Clause(fault.Text)]);
        }
    }

    private static IEnumerable<string> Entry(string name, IReadOnlyList<ModelDiagnosis> diagnoses, IReadOnlyList<string> others, MachineFacts machine)
    {
        var models = diagnoses.Select(diagnosis => diagnosis.Model).ToArray();
        // The models of a pair are in memory together.
        var need = models.Where(model => model.Device.CudaIndex is null).Sum(model => model.MemoryInGiB ?? 0);
        List<string> open = [.. diagnoses.Where(diagnosis => diagnosis.Reasons.Count > 0).Select(About), .. others];
        if (need > machine.MemoryInGiB)
            open.Insert(0, string.Create(CultureInfo.InvariantCulture, $"needs about {need:0.#} GiB of memory, there are {machine.MemoryInGiB:0.#}"));
        var about = models.Select(model => model.Engine).Distinct().Append(string.Join(" and ", models.Select(model => model.Licence).Distinct()));
        if (need > 0)
            about = about.Append(string.Create(CultureInfo.InvariantCulture, $"{need:0.#} GiB"));
        return [$"  {name,-14} {(open.Count == 0 ? "ready" : "not ready")} ({string.Join(", ", about)})", .. open.Select(reason => $"{"",17}{reason}")];
    }

    private static string About(ModelDiagnosis diagnosis) => $"{diagnosis.Model.Id}: {string.Join("; ", diagnosis.Reasons)}";

    private static string Line(string name, string value) => $"{name,-8} {value}".TrimEnd();

    private static string Size(long bytes) => bytes < 1_000_000_000
        ? string.Create(CultureInfo.InvariantCulture, $"{bytes / 1e6:0.0} MB")
        : string.Create(CultureInfo.InvariantCulture, $"{bytes / 1e9:0.0} GB");
}
