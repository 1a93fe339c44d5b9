namespace DiversityBench.Fixtures.Engines.Onnx.Attention;

/// <summary>A query of a run: one head of one new token.</summary>
/// <param name="Token">Place of the token among the run's, row by row.</param>
/// <param name="Member">Which query head of those that share a key/value head.</param>
/// <param name="Position">Tokens before it in its sequence.</param>
/// <param name="SharedSeen">Tokens of the shared cache that it sees.</param>
/// <param name="Place">Row of the own tokens' memory.</param>
/// <param name="OwnSeen">Own tokens that it sees, itself included.</param>
internal readonly record struct AttentionQuery(int Token, int Member, int Position, int SharedSeen, int Place, int OwnSeen);
