using DiversityBench.Metrics.Lexical;

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

    private static string Cut(Sample sample, int length, ArmTools tools)
    {
        var supplied = sample.Text[..^sample.Generation.Text.Length];
        return supplied + tools.Tokenizer.Decode([.. sample.Generation.Tokens.Take(length)]);
    }
}
