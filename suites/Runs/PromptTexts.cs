using DiversityBench.Metrics.Lexical;

namespace DiversityBench.Suites.Runs;

/// <summary>Texts of both arms of a prompt, made comparable in length.</summary>
internal static class PromptTexts
{
    /// <summary>Texts of a prompt's pool, cut to the shorter arm's median length: the model's own tokens, or words where they are not known.</summary>
    public static IReadOnlyList<string> CutTexts(this PromptSamples prompt, TextTools tools)
    {
        int[] Lengths(IReadOnlyList<Sample> arm) => [.. arm.Select(tools.Length)];
        var length = CommonLength.InTokens(Lengths(prompt.Base), Lengths(prompt.Aligned)).TryGet(out var common, out _) ? common : int.MaxValue;
        return [.. prompt.Pool.Select(s => tools.Length(s) <= length ? s.Text : tools.Cut(s, length))];
    }
}
