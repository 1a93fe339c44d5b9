namespace DiversityBench.Bench.Workloads;

/// <summary>The workloads of the side-by-side by name.</summary>
internal static class Catalogue
{
    public const int LadderSamples = 200;
    public const int LadderTokens = 64;
    private const double LadderParameters = 2_557_632;
    private const int LongPrompt = 200;
    private const int ShortPrompt = 10;

    public static IReadOnlyList<Decoding> All { get; } =
    [
        new("ladder-gqa", ModelFolder.Reference("model_gqa.onnx"), null, LadderSamples, LadderTokens) { Parameters = LadderParameters },
        new("ladder-plain", ModelFolder.Reference("model.onnx"), null, LadderSamples, LadderTokens) { Parameters = LadderParameters },
        // The ladder's context is 256 tokens: 200 + 48.
        new("ladder-gqa-prompt-10", ModelFolder.Reference("model_gqa.onnx"), ShortPrompt, LadderSamples, 48),
        new("ladder-gqa-prompt-200", ModelFolder.Reference("model_gqa.onnx"), LongPrompt, LadderSamples, 48),
        new("ladder-plain-prompt-10", ModelFolder.Reference("model.onnx"), ShortPrompt, LadderSamples, 48),
        new("ladder-plain-prompt-200", ModelFolder.Reference("model.onnx"), LongPrompt, LadderSamples, 48),
        new("smollm2-1", ModelFolder.SmolLm2(), null, 1, 32),
        new("smollm2-32", ModelFolder.SmolLm2(), null, 32, 32),
        new("smollm2-prompt-10", ModelFolder.SmolLm2(), ShortPrompt, 32, 32),
        new("smollm2-prompt-200", ModelFolder.SmolLm2(), LongPrompt, 32, 32),
    ];

    public static IReadOnlyList<string> Names => [.. All.Select(w => w.Name), Embedding.Name];

    public static Decoding Find(string name) => All.FirstOrDefault(w => w.Name == name)
        ?? throw new ArgumentException($"Expected a workload's name because one is to be measured, but found {name}.\nKnown: {string.Join(", ", Names)}");
}
