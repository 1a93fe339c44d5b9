using DiversityBench.Metrics.Lexical;

namespace DiversityBench.Suites.Runs;

/// <summary>A prompt's texts in words, whole and cut to a common length; as many of each arm, since the number of texts moves lexical figures too.</summary>
/// <param name="Prompt">The prompt with as many samples of each arm.</param>
/// <param name="Whole">Figures of the whole texts.</param>
/// <param name="Cut">Figures of the texts cut to the shorter arm's median number of words.</param>
internal sealed record WordedTexts(PromptSamples Prompt, LexicalSets Whole, LexicalSets Cut)
{
    public static WordedTexts Of(PromptSamples prompt, int vocabularySize)
    {
        var fewest = Math.Min(prompt.Base.Count, prompt.Aligned.Count);
        var matched = prompt with { Base = [.. prompt.Base.Take(fewest)], Aligned = [.. prompt.Aligned.Take(fewest)] };
        var whole = matched.Pool.Select(s => T1Tokenizer.Tokenize(s.Generation.Text)).ToArray();
        int[] lengths = [.. whole.Select(text => text.Count)];
        var common = CommonLength.InTokens(lengths[..fewest], lengths[fewest..]).TryGet(out var length, out _) ? length : int.MaxValue;
        var cut = whole.Select(text => CommonLength.Cut(text, common)).ToArray();
        return new WordedTexts(matched, new LexicalSets(whole, vocabularySize), new LexicalSets(cut, vocabularySize));
    }
}
