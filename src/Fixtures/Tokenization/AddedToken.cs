using DiversityBench.Metrics;

namespace DiversityBench.Fixtures.Tokenization;

/// <summary>A token that is found literally in the text before anything else happens to it.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Content">What is matched; normalised already where <see cref="Normalized"/> says so.</param>
/// <param name="SingleWord">Matches only where no word character touches it.</param>
/// <param name="StripLeft">Swallows white space before it.</param>
/// <param name="StripRight">Swallows white space after it.</param>
/// <param name="Normalized">Matched in the normalised text instead of the raw one.</param>
/// <param name="Special">Left out when decoding unless asked for.</param>
internal sealed record AddedToken(
    TokenId Id, string Content, bool SingleWord, bool StripLeft, bool StripRight, bool Normalized, bool Special)
{
    public static AddedToken Read(TokenizerNode node) => new(
        new TokenId(node["id"].Number),
        node["content"].Text,
        node.Flag("single_word"),
        node.Flag("lstrip"),
        node.Flag("rstrip"),
        node.Flag("normalized"),
        node.Flag("special"));
}
