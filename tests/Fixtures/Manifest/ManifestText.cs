namespace DiversityBench.Tests.Fixtures.Manifest;

/// <summary>A small valid manifest, to be spoiled one place at a time.</summary>
internal static class ManifestText
{
    public const string Good =
        """
        {
          "version": 1,
          "defaults": { "pairs": ["mine"], "temperature": 0.5, "threads": 2 },
          "models": [
            {
              "id": "one",
              "engine": "onnx",
              "source": { "type": "file", "path": "models/one" },
              "licence": "MIT",
              "graph": "model.onnx",
              "files": [{ "path": "model.onnx", "sha256": "0000000000000000000000000000000000000000000000000000000000000000" }]
            },
            {
              "id": "two",
              "engine": "onnx",
              "source": { "type": "file", "path": "models/two" },
              "licence": "MIT",
              "graph": "model.onnx",
              "files": [{ "path": "model.onnx", "sha256": "0000000000000000000000000000000000000000000000000000000000000000" }],
              "chatTemplate": "{{ messages }}",
              "stopStrings": ["\n\n"],
              "device": "cuda:1",
              "threads": 4,
              "context": 128
            }
          ],
          "ladders": [{ "id": "steps", "rungs": [{ "name": "base", "model": "one" }, { "name": "ppo", "model": "two" }] }],
          "pairs": [{ "id": "mine", "base": "one", "aligned": "two" }]
        }
        """;

    /// <summary>The good manifest with one text in it replaced, every time it occurs.</summary>
    public static string With(string old, string @new) =>
        Good.Contains(old) ? Good.Replace(old, @new) : throw new ArgumentException($"The manifest has no '{old}'.");
}
