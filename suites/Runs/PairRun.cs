using DiversityBench.Metrics;
using DiversityBench.Verification.Baselines;
using DiversityBench.Verification.Claims;

namespace DiversityBench.Suites.Runs;

/// <summary>The verdicts on one pair under one protocol.</summary>
/// <param name="Pair">Name of the pair.</param>
/// <param name="Protocol">The protocol.</param>
/// <param name="Results">One result a claim.</param>
/// <param name="Comparisons">How each suite's results stand to its baseline, by suite.</param>
internal sealed record PairRun(
    string Pair,
    Protocol Protocol,
    IReadOnlyList<ClaimResult> Results,
    IReadOnlyDictionary<string, BaselineComparison> Comparisons);
