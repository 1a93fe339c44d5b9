using DiversityBench.Fixtures.Manifest;
using DiversityBench.Metrics.Errors;

namespace DiversityBench.Fixtures.Recorded;

/// <summary>The generations of a model that were made elsewhere, by prompt, in memory.</summary>
/// <param name="ModelId">Name of the model in models.json.</param>
/// <param name="Fingerprint">SHA-256 over the file's name and hash.</param>
/// <param name="Prompts">Prompts in the order in which they first occur.</param>
public sealed record RecordedGenerations(string ModelId, string Fingerprint, IReadOnlyList<RecordedPrompt> Prompts)
{
    /// <summary>Reads the file of a verified model.</summary>
    /// <exception cref="BenchException">A line is not as described, or a prompt has two texts.</exception>
    public static RecordedGenerations Load(VerifiedModel model)
    {
        var path = model.GraphPath;
        var fields = model.Definition.RecordedFields ?? throw new ArgumentException($"{model.Definition.Id} has weights.", nameof(model));
        var samples = new Dictionary<string, List<RecordedSample>>(StringComparer.Ordinal);
        foreach (var sample in RecordedReader.Read(path, fields))
        {
            if (!samples.TryGetValue(sample.PromptId, out var ofPrompt))
                samples.Add(sample.PromptId, ofPrompt = []);
            else if (ofPrompt[0].Prompt != sample.Prompt)
                throw TwoTexts($"the prompt {sample.PromptId} in the recorded generations of {model.Definition.Id}", path, null);
            ofPrompt.Add(sample);
        }

        return new RecordedGenerations(
            model.Definition.Id, model.Fingerprint, [.. samples.Select(p => new RecordedPrompt(p.Key, p.Value[0].Prompt, [.. p.Value.OrderBy(s => s.Index)]))]);
    }

    /// <summary>The prompts that both files hold, in the order of this one.</summary>
    /// <exception cref="BenchException">A name stands for different prompts in the two files.</exception>
    public IReadOnlyList<(RecordedPrompt First, RecordedPrompt Second)> Shared(RecordedGenerations other)
    {
        var others = other.Prompts.ToDictionary(p => p.Id, StringComparer.Ordinal);
        var shared = Prompts.Where(p => others.ContainsKey(p.Id)).Select(p => (p, others[p.Id])).ToArray();
        foreach (var (first, second) in shared)
        {
            if (first.Text is not null && second.Text is not null && first.Text != second.Text)
                throw TwoTexts($"the prompt {first.Id}", ModelId, other.ModelId);
        }

        return shared;
    }

    private static BenchException TwoTexts(string subject, string first, string? second) => new(new ErrorText(
            subject, "be one text", "answers to different prompts are not compared", "two texts under that name", "Give the prompts names of their own")
        .With("In", first).With("And", second));
}
