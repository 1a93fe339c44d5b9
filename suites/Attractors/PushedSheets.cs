using DiversityBench.Metrics;
using DiversityBench.Report.Results;
using DiversityBench.Suites.Runs;

namespace DiversityBench.Suites.Attractors;

/// <summary>Pushed samples as the report shows them: the phrase stands in brackets, and below the line how the sample goes on unpushed.</summary>
internal static class PushedSheets
{
    public static IEnumerable<SampleSheet> Of(ExperimentSamples samples) => Of(samples, samples.Arms.Base, [.. samples.Prompts.Select(p => p.Base)], "");

    /// <summary>The aligned arm beside another one in the base's place.</summary>
    /// <param name="samples">The samples of both arms.</param>
    /// <param name="ofBase">The arm in the base's place.</param>
    /// <param name="drawn">Its unpushed samples, by prompt.</param>
    /// <param name="suffix">What is said of it behind the prompt's name.</param>
    public static IEnumerable<SampleSheet> Of(ExperimentSamples samples, Arm ofBase, IReadOnlyList<IReadOnlyList<Sample>> drawn, string suffix)
    {
        var (left, right) = (PushedArm.Push(samples, ofBase, drawn), PushedArm.Push(samples, samples.Arms.Aligned, [.. samples.Prompts.Select(p => p.Aligned)]));
        return samples.Prompts.Select((p, i) => new SampleSheet($"{p.Prompt.Id}, pushed{suffix}", Sheet(ofBase, p, left[i]), Sheet(samples.Arms.Aligned, p, right[i])));
    }

    private static ReportedArm Sheet(Arm arm, PromptSamples prompt, IReadOnlyList<PushedSample> pushed)
    {
        return new ReportedArm(SampleSheets.Describe(arm), SampleSheets.Asked(arm, prompt.Prompt), [.. pushed.Select(p => new ReportedSample(
            $"{prompt.Prompt.VisibleText(Text([.. p.Sample.Generation.Tokens.Take(p.Push.Token)]), arm.IsChat)} [{p.Push.Phrase.Text}]{Text(p.Pushed)}\n--- unpushed:\n{Text(p.Unpushed)}",
            p.Pushed.Count > 0,
            FormattableString.Invariant($"sample {p.Sample.Generation.SampleIndex + 1}, pushed after {p.Push.Token} tokens")))]);

        string Text(IReadOnlyList<TokenId> tokens) => arm.Model.Tokenizer.Decode(tokens);
    }
}
