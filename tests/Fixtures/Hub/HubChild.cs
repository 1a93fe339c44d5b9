using DiversityBench.Fixtures.Hub;
using DiversityBench.Fixtures.Manifest;

namespace DiversityBench.Tests.Fixtures.Hub;

/// <summary>What a child process of a hub test does: fetches one file and prints its hash.</summary>
internal static class HubChild
{
    public const string Command = "hub-child";

    public static int Run(string[] arguments)
    {
        var (endpoint, folder, repo, path) = (arguments[0], arguments[1], arguments[2], arguments[3]);
        using var http = HubModels.CreateHttp();
        var models = new HubModels(new HubSettings(new Uri(endpoint + "/"), Path.Combine(folder, "hub")), Path.Combine(folder, "models.lock.json"), http, TimeProvider.System, new ReportedWork());
        var file = new ModelFile(path, null);
        var model = new ModelDefinition { Id = "m", Engine = "onnx", Folder = "", Licence = "MIT", Hub = new HubSource(repo, "main"), Graph = file, Files = [file] };
        Console.WriteLine(models.Fetch(model, [file]).Files[0].Sha256);
        return 0;
    }
}
