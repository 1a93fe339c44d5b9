using System.Globalization;
using System.Text.Json;
using DiversityBench.Bench.Workloads;

namespace DiversityBench.Bench.Compare;

/// <summary>What is run in a round: our workloads and the peers' versions of them, each by name, in the order in which they alternate.</summary>
internal static class Contestants
{
    private const int Threads = 2;

    public static IReadOnlyDictionary<string, Func<WorkloadResult>> All()
    {
        var contestants = Catalogue.Names.ToDictionary(name => name, name => (Func<WorkloadResult>)(() => Ours(name)));
        foreach (var threads in new[] { 1, Threads })
            contestants.Add(string.Create(CultureInfo.InvariantCulture, $"llama.cpp-{threads}"), () => Llama(threads));
        contestants.Add("transformers.js-ladder-gqa", () => Transformers("ladder-gqa", "model_gqa", "fp32", Catalogue.LadderSamples));
        contestants.Add("transformers.js-ladder-plain", () => Transformers("ladder-plain", "model", "fp32", Catalogue.LadderSamples));
        contestants.Add("transformers.js-smollm2-32", () => Transformers("smollm2-32", "model", "q4", 32));
        contestants.Add("transformers.js-encoder", () => Peer("encoder", new { folder = Embedding.Folder, sentences = Embedding.Sentences(), batch = 32, threads = Threads }));
        return contestants;
    }

    private static WorkloadResult Ours(string name) => Child.Run(Environment.ProcessPath!, ["workload", name], Places.Root);

    private static WorkloadResult Llama(int threads)
    {
        var workload = Catalogue.Find("ladder-gqa");
        return Peer("llama", new
        {
            gguf = Places.Shared("reference-ladder", "models", "base", "model.gguf"),
            prompt = Ids(workload),
            samples = workload.Samples,
            tokens = workload.Tokens,
            sequences = 64,
            flashAttention = true,
            limitSeconds = 30,
            threads,
        });
    }

    private static WorkloadResult Transformers(string name, string file, string dtype, int batch)
    {
        var workload = Catalogue.Find(name);
        return Peer("transformers", new
        {
            folder = workload.Model.Path,
            file,
            dtype,
            prompt = Ids(workload),
            samples = workload.Samples,
            tokens = workload.Tokens,
            batch,
            threads = Threads,
        });
    }

    private static int[] Ids(Decoding workload) => [.. workload.Prompt().Select(t => t.Value)];

    private static WorkloadResult Peer(string name, object options)
        => Child.Run("node", ["peer.mjs", name, JsonSerializer.Serialize(options, JsonSerializerOptions.Web)], Places.Peers);
}
