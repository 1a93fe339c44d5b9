using System.Security.Cryptography;
using System.Text.Json.Nodes;
using DiversityBench.Tests.Suites.Runs;

namespace DiversityBench.Tests.Fixtures.LLamaSharp;

/// <summary>Puts GGUF models into the folder of a run.</summary>
internal static class GgufFolder
{
    /// <summary>A file of the reference ladder.</summary>
    public static byte[] Reference(string rung) => File.ReadAllBytes(TestData.Shared("reference-ladder", "models", rung, "model.gguf"));

    /// <summary>Adds a model that runs from a GGUF file.</summary>
    public static void AddGguf(this SuiteFolder folder, string id, byte[] content, string? randomNumbersOf = null)
    {
        Directory.CreateDirectory(Path.Combine(folder.Root, "models", id));
        File.WriteAllBytes(Path.Combine(folder.Root, "models", id, "model.gguf"), content);
        var model = new JsonObject
        {
            ["id"] = id,
            ["engine"] = "llamasharp",
            ["source"] = new JsonObject { ["type"] = "file", ["path"] = "models/" + id },
            ["licence"] = "Apache-2.0",
            ["graph"] = "model.gguf",
            ["files"] = new JsonArray(new JsonObject { ["path"] = "model.gguf", ["sha256"] = Convert.ToHexStringLower(SHA256.HashData(content)) }),
        };
        if (randomNumbersOf is not null)
            model["randomNumbersOf"] = randomNumbersOf;
        folder.Edit(manifest => manifest["models"]!.AsArray().Add(model));
    }
}
