namespace DiversityBench.Report.Results;

/// <summary>How many samples of a suite ended because their limit of tokens was reached, of those whose end is known.</summary>
/// <param name="Suite">Name of the suite.</param>
/// <param name="Base">Samples of the base arm that were cut.</param>
/// <param name="OfBase">Samples of the base arm whose end is known.</param>
/// <param name="Aligned">Samples of the aligned arm that were cut.</param>
/// <param name="OfAligned">Samples of the aligned arm whose end is known.</param>
public sealed record EndedAtLimit(string Suite, int Base, int OfBase, int Aligned, int OfAligned);
