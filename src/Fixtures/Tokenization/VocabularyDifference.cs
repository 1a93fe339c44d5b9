using DiversityBench.Metrics;

namespace DiversityBench.Fixtures.Tokenization;

/// <summary>An id that stands for different tokens in two vocabularies.</summary>
/// <param name="Id">The id.</param>
/// <param name="First">Its token in the first vocabulary; null where it has none there.</param>
/// <param name="Second">Its token in the second vocabulary; null where it has none there.</param>
public sealed record VocabularyDifference(TokenId Id, string? First, string? Second)
{
    /// <summary>What follows for two models, a clause.</summary>
    public string Reason => $"the models have different vocabularies, so tokens cannot be compared: {this}";

    /// <summary>In words, for an error's finding: <c>id 5 is 'a' in one and 'b' in the other</c>.</summary>
    public override string ToString() => FormattableString.Invariant($"id {Id.Value} is {Shown(First)} in one and {Shown(Second)} in the other");

    private static string Shown(string? token) => token is null ? "no token" : $"'{token}'";
}
