using DiversityBench.Fixtures.Tokenization;
using DiversityBench.Metrics;

namespace DiversityBench.Suites.Runs;

/// <summary>Tokens that were drawn here.</summary>
internal sealed class DrawnTokens(TokenTexts texts, IReadOnlyList<TokenId> tokens) : ITokenizedText
{
    public int Count => tokens.Count;

    public string First(int count) => texts.Join([.. tokens.Take(count)]);
}
