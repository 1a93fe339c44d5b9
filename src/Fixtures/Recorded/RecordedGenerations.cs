using DiversityBench.Fixtures.Generations;
using DiversityBench.Metrics.Errors;

namespace DiversityBench.Fixtures.Recorded;

/// <summary>The generations of a model that were made elsewhere, by prompt. Texts stay in the file; about 50 bytes a sample are in memory.</summary>
/// <param name="ModelId">Name of the model in models.json.</param>
/// <param name="Fingerprint">SHA-256 over the file's name and hash.</param>
/// <param name="Prompts">Its prompts, in no order that means anything.</param>
public sealed record RecordedGenerations(string ModelId, string Fingerprint, IReadOnlyList<RecordedPrompt> Prompts)
{
    /// <summary>The prompts that both files hold, in the order in which they first occur in this one.</summary>
    /// <param name="other">The generations of the other model.</param>
    /// <param name="known">Prompts whose raw and chat forms ask for the same.</param>
    /// <exception cref="BenchException">A name stands for different prompts in the two files.</exception>
    public IReadOnlyList<(RecordedPrompt First, RecordedPrompt Second)> Shared(RecordedGenerations other, IEnumerable<Prompt> known)
    {
        var forms = known.Select(p => (RecordedKey.OfText(p.Text), RecordedKey.OfText(p.Chat))).ToHashSet();
        var shared = new List<(RecordedPrompt First, RecordedPrompt Second)>();

        // Both are sorted by the stands of names.
        for (int i = 0, k = 0; i < Prompts.Count && k < other.Prompts.Count;)
        {
            var (first, second) = (Prompts[i], other.Prompts[k]);
            var order = first.Key.CompareTo(second.Key);
            (i, k) = (order <= 0 ? i + 1 : i, order >= 0 ? k + 1 : k);
            if (order != 0)
                continue;
            if (!AskTheSame(first.TextKey, second.TextKey, forms))
                throw RecordedFault.TwoTexts($"the prompt {first.Read()[0].PromptId}", ModelId, other.ModelId);
            shared.Add((first, second));
        }

        shared.Sort((one, another) => one.First.Offset.CompareTo(another.First.Offset));
        return shared;
    }

    private static bool AskTheSame(ulong first, ulong second, HashSet<(ulong, ulong)> forms)
        => first == 0 || second == 0 || first == second || forms.Contains((first, second)) || forms.Contains((second, first));
}
