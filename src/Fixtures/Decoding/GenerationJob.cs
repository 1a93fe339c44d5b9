using DiversityBench.Fixtures.Generations;

namespace DiversityBench.Fixtures.Decoding;

/// <summary>Samples to generate for one request.</summary>
/// <param name="Request">What determines them.</param>
/// <param name="SampleIndices">Which samples, in any order.</param>
public sealed record GenerationJob(GenerationRequest Request, IReadOnlyList<int> SampleIndices);
