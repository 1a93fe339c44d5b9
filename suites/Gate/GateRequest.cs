using DiversityBench.Report.Gate;

namespace DiversityBench.Suites.Gate;

/// <summary>What a gate was asked for, before any of it is checked: enough to say of what there is no verdict, and where.</summary>
/// <param name="Policy">The policy.</param>
/// <param name="Candidate">The candidate.</param>
/// <param name="ResultsFolder">Folder of the results.</param>
internal sealed record GateRequest(string Policy, string Candidate, string ResultsFolder)
{
    /// <summary>The gate without a verdict.</summary>
    public GateError Unjudged(string reason) => new(Policy, Candidate, reason);
}
