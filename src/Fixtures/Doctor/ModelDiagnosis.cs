using DiversityBench.Fixtures.Engines;
using DiversityBench.Fixtures.Engines.Onnx;
using DiversityBench.Fixtures.Hub;
using DiversityBench.Fixtures.Manifest;
using DiversityBench.Fixtures.Parameters;
using DiversityBench.Metrics.Errors;

namespace DiversityBench.Fixtures.Doctor;

/// <summary>Whether a model can be run here and now.</summary>
/// <param name="Model">The model.</param>
/// <param name="Reasons">What stands in the way and what would change it, one clause each; empty when it is ready.</param>
public sealed record ModelDiagnosis(ModelDefinition Model, IReadOnlyList<string> Reasons)
{
    /// <summary>Examines a model; asks no hub and loads nothing; recorded generations are held against their hash.</summary>
    /// <param name="model">The model.</param>
    /// <param name="root">Folder of models.json.</param>
    /// <param name="hub">Tells what of the hub's files is here.</param>
    /// <param name="settings">How the hub would be asked.</param>
    /// <param name="machine">The machine.</param>
    public static ModelDiagnosis Of(ModelDefinition model, string root, HubModels hub, HubSettings settings, MachineFacts machine)
    {
        var reasons = new List<string>();
        if (BuildPackages.Objection(model) is { } objection)
            reasons.Add(LowerFirst(objection.NextStep));
        if (model.Device.CudaIndex is { } gpu && gpu >= machine.Gpus.Count)
            reasons.Add($"no GPU {model.Device} is found: set DIVERSITYBENCH_DEVICE=cpu");
        var needed = model.Engine == "llamasharp" ? CudaLibraries.ForGguf : OnnxDevice.Libraries;
        var libraries = needed.Names.Intersect(machine.MissingCudaLibraries).ToArray();
        if (model.Device.CudaIndex is not null && libraries.Length > 0)
            reasons.Add($"no {string.Join(", ", libraries)}: {needed.Remedy(libraries)}");
        try
        {
            if (model.Hub is { } source)
                reasons.AddRange(Missing(model, source, hub.Presence(model), settings));
            else if (model.Files.Where(file => !File.Exists(Path.Combine(model.Root ?? root, model.Folder, file.Path))).Select(file => file.Path).ToArray() is { Length: > 0 } absent)
                reasons.Add($"not in {model.Folder}: {string.Join(", ", absent)}");
            else if (model.RecordedFields is not null)
                new ModelFiles(root).Verify(model); // claims rest on these lines alone
        }
        catch (BenchException fault)
        {
            reasons.Add(Clause(fault.Text));
        }

        return new ModelDiagnosis(model, reasons);
    }

    /// <summary>What is wrong and what would change it, a clause.</summary>
    public static string Clause(ErrorText text) => $"{text.Subject}: found {text.Finding}; {LowerFirst(text.NextStep)}";

    private static IEnumerable<string> Missing(ModelDefinition model, HubSource source, HubPresence presence, HubSettings settings)
    {
        if (presence.Missing.Count == 0)
            yield break;
        var missing = presence.SizeInBytes > 0 ? $"{string.Join(", ", presence.Missing)} of {source.Repo}" : source.Repo;
        yield return settings.IsOffline
            ? $"{missing} is not downloaded: unset HF_HUB_OFFLINE and offline"
            : $"{missing} is not downloaded: the first run does it";
        if (model.IsGated && settings.Token is null)
            yield return $"accept the licence at {new Uri(settings.Endpoint, source.Repo)} and set HF_TOKEN";
    }

    private static string LowerFirst(string text) => char.ToLowerInvariant(text[0]) + text[1..];
}
