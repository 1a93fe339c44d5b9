using DiversityBench.Fixtures.Generations;
using DiversityBench.Fixtures.Recorded;
using DiversityBench.Report.Results;

namespace DiversityBench.Suites.Runs;

/// <summary>How many samples of a pair were cut at their limit, by suite.</summary>
internal static class LimitCounts
{
    /// <summary>Of samples that experiments drew for prompts of their own.</summary>
    public static IReadOnlyList<EndedAtLimit> Of(ArmPair arms, IEnumerable<Experiment> experiments, ArmSampler sampler) =>
    [
        .. from experiment in experiments
           where experiment.PromptsOf == experiment.Name
           let set = experiment.ReadPrompts()
           select Of(experiment.Name, Ends(sampler.Draw(arms.Base, set)), Ends(sampler.Draw(arms.Aligned, set))),
    ];

    /// <summary>Of recorded samples, over all prompts that both files hold.</summary>
    public static IReadOnlyList<EndedAtLimit> Of(SharedPrompts recorded) =>
        [Of("Recorded", recorded.SelectMany(shared => Ends(shared.First)), recorded.SelectMany(shared => Ends(shared.Second)))];

    private static IEnumerable<FinishReason?> Ends(RecordedPrompt prompt) => prompt.Read().Select(sample => sample.Finish);

    private static IEnumerable<FinishReason?> Ends(IReadOnlyList<Sample>[] drawn) => drawn.SelectMany(samples => samples).Select(s => (FinishReason?)s.Generation.Finish);

    private static EndedAtLimit Of(string suite, IEnumerable<FinishReason?> ofBase, IEnumerable<FinishReason?> ofAligned)
    {
        var ((cutBase, knownBase), (cutAligned, knownAligned)) = (Count(ofBase), Count(ofAligned));
        return new EndedAtLimit(suite, cutBase, knownBase, cutAligned, knownAligned);
    }

    private static (int Cut, int Known) Count(IEnumerable<FinishReason?> ends)
    {
        var (cut, known) = (0, 0);
        foreach (var end in ends.OfType<FinishReason>())
            (cut, known) = (cut + (end == FinishReason.Length ? 1 : 0), known + 1);
        return (cut, known);
    }
}
