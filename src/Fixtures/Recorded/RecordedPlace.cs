namespace DiversityBench.Fixtures.Recorded;

/// <summary>Where reading of a file stands: behind a line.</summary>
/// <param name="Offset">Bytes before it.</param>
/// <param name="Lines">Lines before it.</param>
internal readonly record struct RecordedPlace(long Offset, long Lines);
