namespace DiversityBench.Report.Results;

/// <summary>Everything a run found, with what determined it: the content of results.json and the source of every report.</summary>
/// <param name="Run">When, how long, with which settings.</param>
/// <param name="Models">The models of the run.</param>
/// <param name="Encoder">The sentence encoder.</param>
/// <param name="Prompts">SHA-256 over the prompts by prompt set, hexadecimal.</param>
/// <param name="Claims">Every claim result, in the order in which reports show them.</param>
/// <param name="Notes">Sentences that a reader must know, for example a baseline that was refused.</param>
public sealed record RunResults(
    RunRecord Run,
    IReadOnlyList<ModelRecord> Models,
    ModelRecord Encoder,
    IReadOnlyDictionary<string, string> Prompts,
    IReadOnlyList<ReportedClaim> Claims,
    IReadOnlyList<string> Notes);
