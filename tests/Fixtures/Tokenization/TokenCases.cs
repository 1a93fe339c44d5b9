using System.Text.Json;
using DiversityBench.Fixtures.Tokenization;
using DiversityBench.Metrics;
using FluentAssertions;

namespace DiversityBench.Tests.Fixtures.Tokenization;

/// <summary>Stored strings with the ids that the Hugging Face tokenizers gave them.</summary>
internal static class TokenCases
{
    /// <summary>Asserts every case and gives their number, so that an empty file cannot pass.</summary>
    public static int AssertAll(JsonElement cases, Func<string, IReadOnlyList<TokenId>> encode)
    {
        var different = cases.EnumerateArray().Where(item => !encode(item.GetProperty("text").GetString()!).SequenceEqual(Ids(item.GetProperty("ids"))));
        different.Select(item => item.GetProperty("text").GetString()).Should().BeEmpty("each of these strings has other ids in the reference");
        return cases.GetArrayLength();
    }

    public static IEnumerable<TokenId> Ids(JsonElement ids) => ids.EnumerateArray().Select(id => new TokenId(id.GetInt32()));

    public static JsonElement Read(string path)
    {
        using var document = JsonDocument.Parse(File.ReadAllBytes(path));
        return document.RootElement.Clone();
    }

    public static HuggingFaceTokenizer Write(string tokenizerJson)
    {
        var path = Path.GetTempFileName();
        try
        {
            File.WriteAllText(path, tokenizerJson);
            return HuggingFaceTokenizer.Load(path);
        }
        finally
        {
            File.Delete(path);
        }
    }
}
