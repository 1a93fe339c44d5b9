using DiversityBench.Verification.Claims;

namespace DiversityBench.Verification.Baselines;

/// <summary>How one claim stands to its approved baseline.</summary>
/// <param name="Id">Number of the claim.</param>
/// <param name="Status">Same, moved, new …</param>
/// <param name="OldOutcome">The approved outcome; null when nothing is approved.</param>
/// <param name="NewOutcome">The outcome of this run; null when the run lacks the claim.</param>
/// <param name="Moves">Figures that left their tolerance.</param>
/// <param name="LargestDifference">Largest relative difference of any figure, in [0, 1] or above for a change of sign; null where nothing can be compared.</param>
/// <param name="LargestDifferenceOf">Name of that figure.</param>
public sealed record ClaimComparison(
    string Id,
    BaselineStatus Status,
    Outcome? OldOutcome,
    Outcome? NewOutcome,
    IReadOnlyList<FigureMove> Moves,
    double? LargestDifference = null,
    string? LargestDifferenceOf = null);
