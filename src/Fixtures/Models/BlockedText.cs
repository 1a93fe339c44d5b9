namespace DiversityBench.Fixtures.Models;

/// <summary>What the aligned model blocks along one text.</summary>
/// <param name="Mass">Blocked mass at every scored position, 0 … 1; empty if no position could be scored.</param>
/// <param name="OwnTokenBlocked">Whether the text's own token was blocked, at the same positions.</param>
/// <param name="BaseMass">Mass that would count as blocked if the base itself were the other model, at the same positions: where it is unsure among thousands of tokens, some of its nucleus lie below the threshold.</param>
public sealed record BlockedText(IReadOnlyList<float> Mass, IReadOnlyList<bool> OwnTokenBlocked, IReadOnlyList<float> BaseMass);
