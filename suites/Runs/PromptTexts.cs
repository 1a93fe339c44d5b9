using DiversityBench.Metrics.Lexical;
using DiversityBench.Metrics.Sets;
using DiversityBench.Verification.Claims;

namespace DiversityBench.Suites.Runs;

/// <summary>Texts of both arms of a prompt, made comparable in length.</summary>
internal static class PromptTexts
{
    /// <summary>Texts of a prompt's pool, cut to the shorter arm's median number of the model's own tokens.</summary>
    public static IReadOnlyList<string> CutTexts(this PromptSamples prompt, ArmTools tools)
    {
        int[] Lengths(IReadOnlyList<Sample> arm) => [.. arm.Select(s => s.Generation.Tokens.Count)];
        var length = CommonLength.InTokens(Lengths(prompt.Base), Lengths(prompt.Aligned)).TryGet(out var common, out _) ? common : int.MaxValue;
        return [.. prompt.Pool.Select(s => s.Generation.Tokens.Count <= length ? s.Text : Cut(s, length, tools))];
    }

    /// <summary>EAD of bigrams, every text cut to the common length in words.</summary>
    public static PromptArms Wording(this PromptSamples prompt, int vocabularySize)
    {
        var corpus = TokenCorpus.FromTexts(prompt.Pool.Select(s => s.Generation.Text));
        int[] Lengths(int start, int count) => [.. Enumerable.Range(start, count).Select(i => corpus[i].Length)];
        var cut = CommonLength.InTokens(Lengths(0, prompt.Base.Count), Lengths(prompt.Base.Count, prompt.Aligned.Count)).TryGet(out var length, out _)
            ? corpus.Cut(length)
            : corpus;
        return prompt.With(new RecomputedMetric(cut.Count, 2, members =>
            DistinctN.Of(cut.Choose(members), 2).Then(d => d.Ead(vocabularySize)).TryGet(out var ead, out _) ? ead : null));
    }

    private static string Cut(Sample sample, int length, ArmTools tools)
    {
        var supplied = sample.Text[..^sample.Generation.Text.Length];
        return supplied + tools.Tokenizer.Decode([.. sample.Generation.Tokens.Take(length)]);
    }
}
