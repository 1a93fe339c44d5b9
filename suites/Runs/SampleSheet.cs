using DiversityBench.Report.Results;

namespace DiversityBench.Suites.Runs;

/// <summary>Samples that claims of an experiment rest on, beside those of its own prompts: of other temperatures, rungs or copies.</summary>
/// <param name="Name">The prompt, and what was done otherwise.</param>
/// <param name="Base">Samples in the base's place.</param>
/// <param name="Aligned">Samples in the aligned model's place.</param>
internal sealed record SampleSheet(string Name, ReportedArm Base, ReportedArm Aligned);
