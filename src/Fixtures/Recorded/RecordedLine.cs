namespace DiversityBench.Fixtures.Recorded;

/// <summary>Where a line stands.</summary>
/// <param name="Offset">Bytes before it.</param>
/// <param name="Length">Its bytes, without its end.</param>
/// <param name="End">The place behind it.</param>
internal readonly record struct RecordedLine(long Offset, int Length, RecordedPlace End);
