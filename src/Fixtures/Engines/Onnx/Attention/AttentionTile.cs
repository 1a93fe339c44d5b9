namespace DiversityBench.Fixtures.Engines.Onnx.Attention;

/// <summary>Queries that are computed together because they share a cache; all queries of a token lie in one tile.</summary>
/// <param name="Shared">The cache.</param>
/// <param name="Start">First query.</param>
/// <param name="Count">Queries.</param>
/// <param name="SharedSeen">Most tokens of the shared cache that one of them sees.</param>
/// <param name="OwnSeen">Most own tokens that one of them sees.</param>
internal readonly record struct AttentionTile(PanelCache Shared, int Start, int Count, int SharedSeen, int OwnSeen);
