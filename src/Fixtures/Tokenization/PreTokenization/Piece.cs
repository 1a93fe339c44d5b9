namespace DiversityBench.Fixtures.Tokenization.PreTokenization;

/// <summary>A stretch of text that no token crosses.</summary>
/// <param name="Text">The text, not empty.</param>
/// <param name="AtStart">Whether it begins where the whole input begins.</param>
internal readonly record struct Piece(string Text, bool AtStart);

/// <summary>Splits one piece and adds the parts in order.</summary>
internal delegate void PreTokenizer(Piece piece, List<Piece> into);
