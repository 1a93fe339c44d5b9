using DiversityBench.Metrics;

namespace DiversityBench.Report.Results;

/// <summary>The samples of one prompt that stand behind the figures of a suite, both arms.</summary>
/// <param name="Pair">Name of the pair.</param>
/// <param name="Protocol">The protocol.</param>
/// <param name="Suite">Name of the suite.</param>
/// <param name="Prompt">Name of the prompt.</param>
/// <param name="Base">Samples of the base arm.</param>
/// <param name="Aligned">Samples of the aligned arm.</param>
public sealed record ReportedSamples(string Pair, Protocol Protocol, string Suite, string Prompt, ReportedArm Base, ReportedArm Aligned);
