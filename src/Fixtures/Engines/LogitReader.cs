namespace DiversityBench.Fixtures.Engines;

/// <summary>Reads the logits after one position; the span is valid during the call only.</summary>
/// <param name="position">Position of the last token read, from 0.</param>
/// <param name="logits">Logits of the next token. <c>[vocab]</c></param>
public delegate void LogitReader(int position, ReadOnlySpan<float> logits);
