using DiversityBench.Bench.Workloads;

namespace DiversityBench.Bench.Compare;

/// <summary>How well it should do.</summary>
internal static class Targets
{
    public static IReadOnlyList<Target> All { get; } =
    [
        Target.Faster("ladder, GroupQueryAttention graph: samples/s against llama.cpp", 5, "ladder-gqa", "llama.cpp-1", "llama.cpp-2"),
        Target.Faster("ladder, plain graph: samples/s against llama.cpp", 5, "ladder-plain", "llama.cpp-1", "llama.cpp-2"),
        Target.Faster("ladder, GroupQueryAttention graph: against transformers.js", 8, "ladder-gqa", "transformers.js-ladder-gqa"),
        Target.Faster("ladder, plain graph: against transformers.js", 8, "ladder-plain", "transformers.js-ladder-plain"),
        Target.Peak("ladder, GroupQueryAttention graph: share of the sgemm peak", 0.4, "ladder-gqa"),
        Target.Peak("ladder, plain graph: share of the sgemm peak", 0.4, "ladder-plain"),
        Target.Faster("smollm2: 32 parallel samples against one", 4, "smollm2-32", "smollm2-1"),
        Target.Faster("smollm2: 32 parallel samples against transformers.js", 2, "smollm2-32", "transformers.js-smollm2-32"),
        Target.Faster("encoder: sentences/s against transformers.js", 1.5, Embedding.Name, "transformers.js-encoder"),
        Target.NoSlower("ladder, GroupQueryAttention graph: prompt of 200 tokens against 10", 1.2, "ladder-gqa-prompt-200", "ladder-gqa-prompt-10"),
        Target.NoSlower("ladder, plain graph: prompt of 200 tokens against 10", 1.2, "ladder-plain-prompt-200", "ladder-plain-prompt-10"),
        Target.NoSlower("smollm2: prompt of 200 tokens against 10", 1.2, "smollm2-prompt-200", "smollm2-prompt-10"),
        Target.Memory("ladder, GroupQueryAttention graph: peak memory / allowed", "ladder-gqa"),
        Target.Memory("ladder, plain graph: peak memory / allowed", "ladder-plain"),
        Target.Memory("smollm2, 32 samples: peak memory / allowed", "smollm2-32"),
    ];
}
