namespace DiversityBench.Verification.Statistics;

/// <summary>A statistic of pooled samples split in two; NaN where it is not defined, which counts as extreme.</summary>
public delegate double SplitStatistic(ReadOnlySpan<int> first, ReadOnlySpan<int> second);
