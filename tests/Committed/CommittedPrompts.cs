using DiversityBench.Fixtures;
using DiversityBench.Fixtures.Generations;
using DiversityBench.Fixtures.Manifest;
using DiversityBench.Fixtures.Models;
using DiversityBench.Fixtures.Sampling;
using DiversityBench.Fixtures.Store;
using DiversityBench.Tests.Fixtures;

namespace DiversityBench.Tests.Committed;

/// <summary>Which samples are committed, and how they are drawn: the paper's prompt of each experiment, raw, with the suite's own seed and sampling.</summary>
internal static class CommittedPrompts
{
    public const string Persona = "customer-persona";
    public const string Biography = "grace-hopper";
    public const string Story = "startup";

    /// <summary>The models of the pair, base first.</summary>
    public static readonly IReadOnlyList<string> Models = ["reference-base", "reference-ppo"];

    private static readonly (string Suite, string Prompt, int Samples)[] All = [("Personas", Persona, 40), ("Semantics", Biography, 30), ("TokenEntropy", Story, 12)];

    /// <summary>Draws samples with the embedded model.</summary>
    /// <param name="model">Id in models.json.</param>
    /// <param name="prompts">The prompts wanted.</param>
    public static IReadOnlyList<CommittedSample> Draw(string model, params IReadOnlyList<string> prompts)
    {
        var manifest = ManifestReader.Read(Path.Combine(TestData.RepositoryRoot, "models.json"));
        var files = new ModelFiles(manifest.Root);
        using var folder = new TemporaryFolder();
        using var store = GenerationStore.Open(folder.At("generations.db"));
        using var language = new LanguageModel(files.Verify(manifest.Models.Single(m => m.Id == model)));
        using var encoder = new EmbeddingService(files.Verify(manifest.Encoders[0]), store, new Silence(), 1);
        var wanted = All.Where(p => prompts.Contains(p.Prompt)).Select(p => (Prompt: Find(p.Suite, p.Prompt), p.Samples)).ToArray();
        var drawn = new SampleService(store, new Silence()).Draw(
            language, [.. wanted.Select(w => (language.Request(w.Prompt.Text, false, new SamplingOptions { MaxTokens = w.Prompt.MaxTokens }, 1), w.Samples))], "committed generations");
        return [.. wanted.Zip(drawn).SelectMany(p => p.Second.Select(generation => Sample(p.First.Prompt, generation, encoder)))];
    }

    private static CommittedSample Sample(Prompt prompt, Generation generation, EmbeddingService encoder)
    {
        var visible = prompt.VisibleText(generation.Text, isChat: false);
        return new CommittedSample(
            prompt.Id, prompt.Text, generation.SampleIndex, generation.Text, visible, generation.Finish == FinishReason.EndOfSequence ? "stop" : "length",
            prompt.Id == Story ? generation.Steps : [],
            prompt.Id == Biography ? encoder.Embed([visible])[0].ToArray() : []);
    }

    private static Prompt Find(string suite, string id) =>
        PromptSet.Read(Path.Combine(TestData.RepositoryRoot, "suites", suite, "prompts.jsonl")).Prompts.Single(p => p.Id == id);

    private sealed class Silence : IProgressSink
    {
        public void Report(string work, long done, long total, long tokens)
        {
        }

        public void ReportBytes(string work, long done, long total)
        {
        }
    }
}
