namespace DiversityBench.Fixtures.Generations;

/// <summary>One prompt of a versioned set.</summary>
/// <param name="Id">Stable name, unique in its set.</param>
/// <param name="Text">Text as both models get it raw; a chat template may wrap it.</param>
/// <param name="Kind">What is asked for: persona, biography, story.</param>
public sealed record Prompt(string Id, string Text, string Kind);
