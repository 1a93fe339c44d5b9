using DiversityBench.Fixtures.Generations;
using DiversityBench.Fixtures.Manifest;
using DiversityBench.Fixtures.Recorded;
using DiversityBench.Fixtures.Tokenization;
using DiversityBench.Metrics;
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
    /// <param name="protocol">The protocol that it counts under.</param>
    /// <param name="recorded">The prompts that both files hold.</param>
    /// <param name="known">Prompts whose answers are judged as the suites do.</param>
    public static IEnumerable<ReportedSamples> Of(ModelPair pair, Protocol protocol, SharedPrompts recorded, IEnumerable<Prompt> known)
    {
        var forms = known.Select(prompt => new PromptForms(prompt)).ToArray();
        var shown = Math.Min(RecordedPrompts, recorded.Count);
        foreach (var shared in recorded.Take(shown))
        {
            var prompt = forms.FirstOrDefault(form => RecordedSamples.IsOf(form, shared))?.Prompt;
            var first = shared.First.Read().First();
            yield return new ReportedSamples(pair.Id, protocol, "Recorded", first.PromptId, Sheet(pair.Base, shared.First), Sheet(pair.Aligned, shared.Second));

            ReportedArm Sheet(ModelDefinition model, RecordedPrompt samples) => new(
                $"{model.Id}, recorded", samples.Read().First().Prompt ?? "",
                [.. samples.Read().Take(RecordedAnswers / shown).Select(s => (Recorded: s, Judged: RecordedSamples.Judged(prompt, s)))
                    .Select(s => new ReportedSample(s.Judged.Text, s.Judged.Validity.IsValid, Remark(s.Judged, s.Recorded.Finish)))]);
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
