namespace DiversityBench.Fixtures.Engines.Onnx.Attention;

/// <summary>Consecutive queries, counted by row (in the order of <see cref="AttentionStep.Order"/>), column and head of the group.</summary>
internal readonly record struct AttentionTile(int Start, int Count);
