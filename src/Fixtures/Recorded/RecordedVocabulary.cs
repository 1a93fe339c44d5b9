namespace DiversityBench.Fixtures.Recorded;

/// <summary>The vocabulary that recorded generations were drawn from, as far as metrics need it.</summary>
/// <param name="Size">Number of its ids.</param>
/// <param name="Sha256">Stands for its tokens; models with the same are compared token by token.</param>
public sealed record RecordedVocabulary(int Size, string Sha256);
