using DiversityBench.Fixtures.Generations;
using DiversityBench.Fixtures.Manifest;
using DiversityBench.Metrics.Errors;

namespace DiversityBench.Fixtures.Recorded;

/// <summary>The generations of a model that were made elsewhere, by prompt. Texts stay in the file, and what stands where in another; memory depends on neither.</summary>
public sealed class RecordedGenerations : IDisposable
{
    private readonly RecordedIndex _index;
    private readonly string _folder;

    internal RecordedGenerations(VerifiedModel model, RecordedIndex index, string folder)
    {
        (ModelId, Fingerprint, Sha256, _index, _folder) = (model.Definition.Id, model.Fingerprint, model.Weights, index, folder);
    }

    /// <summary>Name of the model in models.json.</summary>
    public string ModelId { get; }

    /// <summary>SHA-256 over the file's name and hash.</summary>
    public string Fingerprint { get; }

    /// <summary>SHA-256 of the file.</summary>
    public string Sha256 { get; }

    /// <summary>Its prompts, in no order that means anything.</summary>
    public IEnumerable<RecordedPrompt> Prompts => _index.Prompts.Select(entry => new RecordedPrompt(_index, entry));

    /// <summary>The prompts that both files hold, in the order in which they first occur in this one. They are read with these generations and those of the other model.</summary>
    /// <param name="other">The generations of the other model.</param>
    /// <param name="known">Prompts whose raw and chat forms ask for the same.</param>
    /// <exception cref="BenchException">A name stands for different prompts in the two files.</exception>
    public SharedPrompts Shared(RecordedGenerations other, IEnumerable<Prompt> known)
    {
        var forms = known.Select(prompt => new PromptForms(prompt)).ToArray();
        using var sort = new SpilledSort<SharedEntry>(_folder);

        // Both are sorted by the stands of names.
        using var ofThis = _index.Prompts.GetEnumerator();
        using var ofOther = other._index.Prompts.GetEnumerator();
        for (var isThere = ofThis.MoveNext() && ofOther.MoveNext(); isThere;)
        {
            var (first, second) = (ofThis.Current, ofOther.Current);
            var order = first.Key.CompareTo(second.Key);
            if (order == 0)
            {
                if (!AskTheSame(first.TextKey, second.TextKey, forms))
                    throw RecordedFault.TwoTexts($"the prompt {_index.Read(first).First().PromptId}", ModelId, other.ModelId);
                sort.Add(new SharedEntry(first, second));
            }

            isThere = (order > 0 || ofThis.MoveNext()) && (order < 0 || ofOther.MoveNext());
        }

        return new SharedPrompts(_index, other._index, sort.Sorted(), _folder);
    }

    /// <inheritdoc/>
    public void Dispose() => _index.Dispose();

    private static bool AskTheSame(ulong first, ulong second, PromptForms[] forms)
        => first == 0 || second == 0 || first == second || forms.Any(form => form.Include(first, second));
}
