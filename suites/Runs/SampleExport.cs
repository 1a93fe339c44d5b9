using System.Text.Json;
using System.Text.Json.Nodes;
using DiversityBench.Fixtures.Generations;
using DiversityBench.Fixtures.Manifest;
using DiversityBench.Fixtures.Recorded;
using DiversityBench.Fixtures.Tokenization;
using DiversityBench.Verification.Baselines;

namespace DiversityBench.Suites.Runs;

/// <summary>The samples of a run as files of recorded generations: one a model and form of prompt, and what makes pairs of them in models.json.</summary>
/// <param name="folder">Full path of the folder.</param>
/// <param name="root">Folder of models.json, which paths of recorded generations are relative to.</param>
/// <param name="sampler">Gives the samples, out of the store.</param>
internal sealed class SampleExport(string folder, string root, ArmSampler sampler)
{
    private const string Snippet = "models.snippet.json";

    private static readonly JsonSerializerOptions Json = new() { WriteIndented = true };

    /// <summary>Writes the samples of pairs.</summary>
    /// <param name="runs">The pairs, as they were judged, with the prompts that they answered.</param>
    /// <returns>What was written, in lines.</returns>
    public IReadOnlyList<string> Write(IReadOnlyList<(ModelPair Pair, ArmPair Arms, IReadOnlyList<PromptSet> Sets)> runs)
    {
        var arms = runs.SelectMany(run => new[] { (Arm: run.Arms.Base, run.Pair.Base.Licence, run.Sets), (Arm: run.Arms.Aligned, run.Pair.Aligned.Licence, run.Sets) })
            .GroupBy(arm => NameOf(arm.Arm));
        var (models, lines) = (new JsonArray(), new List<string>());
        foreach (var arm in arms)
        {
            var path = Path.Combine(folder, arm.Key + ".jsonl");
            var hash = RecordedWriter.Write(path, Generations(arm.First().Arm, arm.SelectMany(a => a.Sets).DistinctBy(set => set.Name)), arm.First().Arm.Model.TokenTexts);
            models.Add(Model(arm.Key, hash, arm.First().Licence, arm.First().Arm.Model.Tokenizer));
            lines.Add($"Exported: {path}, SHA-256 {hash}");
        }

        var pairs = new JsonArray([.. runs.Select(run => new JsonObject
        {
            ["id"] = $"{run.Pair.Id.Replace('/', '-').Replace("..", "-")}-{run.Arms.Protocol.ToString().ToLowerInvariant()}-recorded",
            ["base"] = NameOf(run.Arms.Base),
            ["aligned"] = NameOf(run.Arms.Aligned),
        })]);
        var snippet = Path.Combine(folder, Snippet);
        AtomicFile.WriteText(snippet, new JsonObject { ["models"] = models, ["pairs"] = pairs }.ToJsonString(Json) + "\n");
        lines.Add($"Pairs of these files, for models.json: {snippet}");
        return lines;
    }

    private static string NameOf(Arm arm) => $"{arm.Model.Id}-{(arm.IsChat ? "chat" : "raw")}";

    private IEnumerable<(string PromptId, string Prompt, Generation Generation)> Generations(Arm arm, IEnumerable<PromptSet> sets) =>
        from set in sets
        let drawn = sampler.Draw(arm, set)
        from prompt in set.Prompts.Index()
        from sample in drawn[prompt.Index]
        select ($"{set.Name}/{prompt.Item.Id}", arm.IsChat ? prompt.Item.Chat : prompt.Item.Text, sample.Generation);

    private JsonObject Model(string id, string hash, string licence, ITokenizer tokenizer) => new()
    {
        ["id"] = id,
        ["engine"] = "recorded",
        ["source"] = new JsonObject { ["type"] = "recorded", ["path"] = PathInManifest(id + ".jsonl"), ["sha256"] = hash, ["vocabulary"] = new JsonObject { ["size"] = tokenizer.VocabularySize, ["sha256"] = Vocabularies.Fingerprint(tokenizer) } },
        ["licence"] = licence,
    };

    /// <summary>From the folder of models.json; the bare name where the files lie elsewhere and have to be moved beside it.</summary>
    private string PathInManifest(string file)
    {
        var relative = Path.GetRelativePath(root, Path.Combine(folder, file)).Replace('\\', '/');
        return relative.StartsWith("../", StringComparison.Ordinal) || Path.IsPathRooted(relative) ? file : relative;
    }
}
