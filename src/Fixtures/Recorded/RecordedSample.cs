using DiversityBench.Fixtures.Generations;

namespace DiversityBench.Fixtures.Recorded;

/// <summary>One line of a file of recorded generations.</summary>
/// <param name="PromptId">Name of the prompt, unique in the file.</param>
/// <param name="Prompt">The prompt as a person wrote it; null where the file does not hold it.</param>
/// <param name="Index">Which sample of the prompt, from 0.</param>
/// <param name="Text">The answer, untouched; null where there is none, which is not the same as an empty one.</param>
public sealed record RecordedSample(string PromptId, string? Prompt, int Index, string? Text)
{
    /// <summary>Class of the answer among those of its prompt; null where none is recorded.</summary>
    public string? Label { get; init; }

    /// <summary>Why it ended; null where the file does not say, or says something else than stop and length.</summary>
    public FinishReason? Finish { get; init; }

    /// <summary>One entry a token; null where no log-probabilities are recorded.</summary>
    public IReadOnlyList<TruncatedDistribution>? LogProbabilities { get; init; }
}
