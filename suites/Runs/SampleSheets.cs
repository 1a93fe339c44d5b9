using DiversityBench.Fixtures.Generations;
using DiversityBench.Fixtures.Manifest;
using DiversityBench.Fixtures.Recorded;
using DiversityBench.Fixtures.Tokenization;
using DiversityBench.Report.Results;

namespace DiversityBench.Suites.Runs;

/// <summary>The samples of a pair as the report shows them: those that experiments drew for prompts of their own, or that were recorded.</summary>
internal static class SampleSheets
{
    /// <summary>Samples whose steps are shown, of each arm and prompt of the experiment on steps; all would be most of the page.</summary>
    private const int SamplesWithSteps = 10;

    /// <summary>Prompts of recorded generations that are shown: the first of them.</summary>
    private const int RecordedPrompts = 200;

    /// <summary>Recorded answers that are shown of each model: the first ones of each prompt, as many of one as of another.</summary>
    private const int RecordedAnswers = 10_000;

    /// <summary>Recorded samples.</summary>
    /// <param name="pair">The pair.</param>
    /// <param name="recorded">Its samples.</param>
    /// <param name="known">Prompts whose answers are judged as the suites do.</param>
    public static IEnumerable<ReportedSamples> Of(ModelPair pair, RecordedSamples recorded, IReadOnlyList<Prompt> known)
    {
        var shown = recorded.Shared.Take(RecordedPrompts).ToArray();
        foreach (var shared in shown)
        {
            var prompt = known.FirstOrDefault(prompt => RecordedSamples.IsOf(prompt, shared));
            var (ofBase, ofAligned) = (shared.Base.Read(), shared.Aligned.Read());
            yield return new ReportedSamples(pair.Id, recorded.Protocol, "Recorded", ofBase[0].PromptId, Sheet(pair.Base, ofBase), Sheet(pair.Aligned, ofAligned));

            ReportedArm Sheet(ModelDefinition model, IReadOnlyList<RecordedSample> samples) => new(
                $"{model.Id}, recorded", samples[0].Prompt ?? "",
                [.. RecordedSamples.Judged(prompt, samples).Zip(samples).Take(RecordedAnswers / shown.Length).Select(s => new ReportedSample(s.First.Text, s.First.Validity.IsValid, Remark(s.First, s.Second.Finish)))]);
        }
    }

    /// <summary>Drawn samples.</summary>
    public static IEnumerable<ReportedSamples> Of(ArmPair arms, IEnumerable<Experiment> experiments, ArmSampler sampler)
    {
        foreach (var experiment in experiments.Where(e => e.PromptsOf == e.Name))
        {
            var set = experiment.ReadPrompts();
            var (ofBase, ofAligned) = (sampler.Draw(arms.Base, set), sampler.Draw(arms.Aligned, set));
            foreach (var (i, prompt) in set.Prompts.Index())
            {
                yield return new ReportedSamples(
                    arms.Name, arms.Protocol, experiment.Name, prompt.Id, Sheet(arms.Base, prompt, ofBase[i], experiment.ShowsSteps), Sheet(arms.Aligned, prompt, ofAligned[i], experiment.ShowsSteps));
            }
        }
    }

    private static ReportedArm Sheet(Arm arm, Prompt prompt, IReadOnlyList<Sample> samples, bool showsSteps) => new(
        $"{arm.Model.Id}, {(arm.IsChat ? "chat template" : "raw text")}",
        arm.IsChat ? prompt.Chat : prompt.Text,
        [.. samples.Select((sample, i) => new ReportedSample(sample.Text, sample.Validity.IsValid, Remark(sample, sample.Generation.Finish), showsSteps && i < SamplesWithSteps ? Steps(arm.Model.TokenTexts, sample.Generation) : null))]);

    private static string Remark(Sample sample, FinishReason? finish) => $"{sample.Validity.Reason}; {finish switch
    {
        FinishReason.Length => "cut at the limit",
        null => "how it ended is not recorded",
        _ => "ended by itself",
    }}";

    /// <summary>Tokens as they stand in the text; one that completes no character, as the vocabulary writes it.</summary>
    private static IReadOnlyList<ReportedStep> Steps(TokenTexts texts, Generation generation) => [.. texts.Split(generation.Tokens).Select((text, i) => new ReportedStep(
        text.Length > 0 ? text : texts.Show(generation.Tokens[i], i == 0), generation.Steps[i],
        [.. Enumerable.Range(0, generation.Steps[i].TopTokens.Count).Select(rank => texts.Show(generation.Steps[i].TopTokens[rank], i == 0))]))];
}
