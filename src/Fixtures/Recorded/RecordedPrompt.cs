namespace DiversityBench.Fixtures.Recorded;

/// <summary>What a file holds of one prompt.</summary>
/// <param name="Id">Name of the prompt.</param>
/// <param name="Text">The prompt; null where the file does not hold it.</param>
/// <param name="Samples">Its samples in the order of their indices, those without an answer included.</param>
public sealed record RecordedPrompt(string Id, string? Text, IReadOnlyList<RecordedSample> Samples);
