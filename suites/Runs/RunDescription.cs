using DiversityBench.Fixtures.Generations;
using DiversityBench.Fixtures.Parameters;

namespace DiversityBench.Suites.Runs;

/// <summary>What ran and with which settings, in words, for the results file.</summary>
internal static class RunDescription
{
    /// <summary>Words by name.</summary>
    /// <param name="runs">The verdicts: what was asked for but not judged is not told.</param>
    /// <param name="experiments">The experiments that ran.</param>
    /// <param name="sets">Their prompts.</param>
    /// <param name="parameters">The parameters.</param>
    /// <param name="isDrawn">Whether any samples were drawn; those of recorded generations were made elsewhere, with settings of their own.</param>
    public static IReadOnlyDictionary<string, string> Of(
        IReadOnlyList<PairRun> runs, IEnumerable<Experiment> experiments, IEnumerable<PromptSet> sets, RunParameters parameters, bool isDrawn)
    {
        var words = new SortedDictionary<string, string>(StringComparer.Ordinal)
        {
            ["pairs"] = string.Join(", ", runs.Select(judged => judged.Pair).Distinct()),
            ["protocols"] = string.Join(", ", runs.Select(judged => judged.Protocol.ToString().ToLowerInvariant()).Distinct()),
            ["suites"] = string.Join(", ", experiments.Select(e => e.Name)),
        };
        if (isDrawn)
        {
            words.Add("samples", parameters.Samples.InWords());
            words.Add("sampling", parameters.Sampling.InWords());
            words.Add("most tokens", string.Join(", ", sets.Select(set => $"{set.Name} {string.Join(" to ", Ends([.. set.Prompts.Select(prompt => prompt.MaxTokens)]))}")));
        }

        return words;
    }

    private static IEnumerable<int> Ends(int[] numbers) => new[] { numbers.Min(), numbers.Max() }.Distinct();
}
