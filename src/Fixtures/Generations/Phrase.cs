namespace DiversityBench.Fixtures.Generations;

/// <summary>Words that are forced into a text to push it off its course.</summary>
/// <param name="Id">Stable name, unique in its set.</param>
/// <param name="Kind">The kind of text it comes from; it is foreign to all other kinds.</param>
/// <param name="Text">The words, without the space before them.</param>
public sealed record Phrase(string Id, string Kind, string Text);
