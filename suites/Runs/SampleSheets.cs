using DiversityBench.Fixtures.Generations;
using DiversityBench.Report.Results;

namespace DiversityBench.Suites.Runs;

/// <summary>The samples of a pair as the report shows them: those that experiments drew for prompts of their own.</summary>
internal static class SampleSheets
{
    /// <summary>Samples whose steps are shown, of each arm and prompt of the experiment on steps; all would be most of the page.</summary>
    private const int SamplesWithSteps = 10;

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
        [.. samples.Select((sample, i) => new ReportedSample(sample.Text, sample.Validity.IsValid, Remark(sample), showsSteps && i < SamplesWithSteps ? Steps(arm, sample) : null))]);

    private static string Remark(Sample sample) => $"{sample.Validity.Reason}; {(sample.Generation.Finish == FinishReason.Length ? "cut at the limit" : "ended by itself")}";

    private static IReadOnlyList<ReportedStep> Steps(Arm arm, Sample sample) =>
        [.. sample.Generation.Tokens.Zip(sample.Generation.Steps, (token, step) => new ReportedStep(arm.Model.Tokenizer.Decode([token]), step))];
}
