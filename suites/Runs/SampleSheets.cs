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

    /// <summary>The samples of an experiment's prompts, where they are its own, and the others that it rests on.</summary>
    /// <param name="experiment">The experiment.</param>
    /// <param name="samples">Its samples.</param>
    public static IEnumerable<ReportedSamples> Of(Experiment experiment, ExperimentSamples samples)
    {
        var arms = samples.Arms;
        var own = experiment.PromptsOf == experiment.Name
            ? samples.Prompts.Select(p => new SampleSheet(p.Prompt.Id, Sheet(arms.Base, p.Prompt, p.Base, experiment.ShowsSteps), Sheet(arms.Aligned, p.Prompt, p.Aligned, experiment.ShowsSteps)))
            : [];
        return own.Concat(experiment.FurtherSamples?.Invoke(samples) ?? []).Select(sheet => new ReportedSamples(arms.Name, arms.Protocol, experiment.Name, sheet.Name, sheet.Base, sheet.Aligned));
    }

    /// <summary>The samples of one prompt of each core experiment, the paper's, drawn from other arms: all would be most of the page.</summary>
    /// <param name="samples">What draws.</param>
    /// <param name="first">The arm in the base's place.</param>
    /// <param name="second">The arm in the aligned model's place.</param>
    /// <param name="what">What the arms are, behind the prompt's name.</param>
    public static IEnumerable<SampleSheet> OfPapersPrompts(ExperimentSamples samples, Arm first, Arm second, string what)
    {
        var sets = samples.CoreExperiments.Where(e => e.PromptsOf == e.Name).Select(e => e.ReadPrompts()).Select(set => set with { Prompts = [set.Prompts[0]] });
        foreach (var set in sets.DistinctBy(set => set.Prompts[0].Id))
        {
            yield return new SampleSheet(
                $"{set.Prompts[0].Id}, {what}", Sheet(first, set.Prompts[0], samples.Tools.Sampler.Draw(first, set)[0]), Sheet(second, set.Prompts[0], samples.Tools.Sampler.Draw(second, set)[0]));
        }
    }

    /// <summary>An arm in words.</summary>
    public static string Describe(Arm arm) => FormattableString.Invariant(
        $"{arm.Model.Id}, {(arm.IsChat ? "chat template" : "raw text")}{(arm.Sampling.Temperature == 1 ? "" : $", T = {arm.Sampling.Temperature:0.###}")}");

    /// <summary>The prompt as an arm was asked.</summary>
    public static string Asked(Arm arm, Prompt prompt) => arm.IsChat ? prompt.Chat : prompt.Text;

    /// <summary>An arm's samples of a prompt.</summary>
    public static ReportedArm Sheet(Arm arm, Prompt prompt, IReadOnlyList<Sample> samples, bool showsSteps = false) => new(
        Describe(arm),
        Asked(arm, prompt),
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
