using DiversityBench.Fixtures.Manifest;

namespace DiversityBench.Fixtures.Served;

/// <summary>The samples of a served model.</summary>
/// <param name="Model">Their file, as a model whose generations were recorded.</param>
/// <param name="IsRepeatable">Whether the server gave the same sample for the same request; where not, samples that are lost cannot be drawn again.</param>
/// <param name="Samples">Number of samples.</param>
/// <param name="WithoutText">Number of samples for which the server gave no text.</param>
public sealed record ServedFile(VerifiedModel Model, bool IsRepeatable, int Samples, int WithoutText);
