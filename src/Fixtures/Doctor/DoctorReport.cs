using System.Globalization;
using DiversityBench.Fixtures.Hub;
using DiversityBench.Fixtures.Manifest;
using DiversityBench.Fixtures.Parameters;

namespace DiversityBench.Fixtures.Doctor;

/// <summary>What a machine can run, in lines for a person.</summary>
public static class DoctorReport
{
    /// <summary>Examines machine, cache and every pair and ladder of a manifest.</summary>
    /// <param name="manifest">The manifest.</param>
    /// <param name="run">Settings that hold for all models.</param>
    /// <param name="hub">Tells what of the hub's files is here.</param>
    /// <param name="settings">How the hub would be asked.</param>
    /// <param name="machine">The machine.</param>
    public static IReadOnlyList<string> Lines(ModelManifest manifest, RunParameters run, HubModels hub, HubSettings settings, MachineFacts machine)
    {
        var diagnoses = manifest.Models.Select(model => ModelDiagnosis.Of(model.With(run), manifest.Root, hub, settings, machine)).ToDictionary(diagnosis => diagnosis.Model.Id);
        var cached = hub.Cached();
        List<string> lines =
        [
            Line("Machine", string.Create(CultureInfo.InvariantCulture, $"{machine.System}, {machine.Processors} processors, {machine.MemoryInGiB:0.#} GiB of memory")),
            Line("GPU", machine.Gpus.Count == 0 ? "none found" : string.Join("; ", machine.Gpus)),
            .. machine.Engines.Select((engine, i) => Line(i == 0 ? "Build" : "", engine)),
            Line("Hub", $"{settings.Endpoint}, {(settings.Token is null ? "no token (HF_TOKEN)" : "with a token")}{(settings.IsOffline ? ", offline (HF_HUB_OFFLINE)" : "")}"),
            Line("Cache", $"{settings.CacheFolder}: {(cached.Count == 0 ? "no models" : Size(cached.Sum(repository => repository.SizeInBytes)))}"),
            .. cached.Select(repository => Line("", $"{Size(repository.SizeInBytes),9}  {repository.Repo}")),
            "",
            $"Pairs of {manifest.Path}",
        ];
        foreach (var pair in manifest.Pairs)
            lines.AddRange(Entry(pair.Id, [diagnoses[pair.Base.Id], diagnoses[pair.Aligned.Id]]));
        foreach (var ladder in manifest.Ladders)
        {
            lines.AddRange(["", $"Ladder {ladder.Id}: any two as {ladder.Id}/{ladder.Rungs[0].Name}..{ladder.Rungs[^1].Name}"]);
            lines.AddRange(ladder.Rungs.SelectMany(rung => Entry(rung.Name, [diagnoses[rung.Model.Id]])));
        }

        return lines;
    }

    private static IEnumerable<string> Entry(string name, IReadOnlyList<ModelDiagnosis> diagnoses)
    {
        var open = diagnoses.Where(diagnosis => diagnosis.Reasons.Count > 0).ToArray();
        yield return $"  {name,-14} {(open.Length == 0 ? "ready" : "not ready")}{About(diagnoses)}";
        foreach (var diagnosis in open)
            yield return $"{"",17}{diagnosis.Model.Id}: {string.Join("; ", diagnosis.Reasons)}";
    }

    private static string About(IReadOnlyList<ModelDiagnosis> diagnoses)
    {
        var models = diagnoses.Select(diagnosis => diagnosis.Model).ToArray();
        var parts = models.Select(model => model.Engine).Distinct().Append(string.Join(" / ", models.Select(model => model.Licence).Distinct()));
        var memory = models.Max(model => model.MemoryInGiB);
        return $" ({string.Join(", ", memory is null ? parts : parts.Append(string.Create(CultureInfo.InvariantCulture, $"{memory:0.#} GiB")))})";
    }

    private static string Line(string name, string value) => $"{name,-8} {value}".TrimEnd();

    private static string Size(long bytes) => bytes < 1_000_000_000
        ? string.Create(CultureInfo.InvariantCulture, $"{bytes / 1e6:0.0} MB")
        : string.Create(CultureInfo.InvariantCulture, $"{bytes / 1e9:0.0} GB");
}
