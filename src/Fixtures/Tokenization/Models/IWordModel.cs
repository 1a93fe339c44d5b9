using DiversityBench.Metrics;

namespace DiversityBench.Fixtures.Tokenization.Models;

/// <summary>Turns one piece of text into ids, without knowledge of what stands around it.</summary>
internal interface IWordModel
{
    void Encode(string piece, List<TokenId> into);
}
