namespace DiversityBench.Fixtures.Models;

/// <summary>What the aligned model blocks along one text.</summary>
/// <param name="Mass">Blocked mass at every scored position, 0 … 1; empty if no position could be scored.</param>
/// <param name="OwnTokenBlocked">Whether the text's own token was blocked, at the same positions.</param>
public sealed record BlockedText(IReadOnlyList<float> Mass, IReadOnlyList<bool> OwnTokenBlocked);
