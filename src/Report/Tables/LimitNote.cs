using DiversityBench.Metrics;
using DiversityBench.Report.Results;
using DiversityBench.Verification.Statistics;

namespace DiversityBench.Report.Tables;

/// <summary>The warning that samples were cut at their limit in one arm more often than in the other.</summary>
public static class LimitNote
{
    /// <summary>Both shares of every suite in which Newcombe's 95 % interval of their difference excludes 0; null where there is none.</summary>
    /// <param name="pair">Name of the pair.</param>
    /// <param name="protocol">The protocol.</param>
    /// <param name="suites">What was counted; a suite of which one arm's ends are not known says nothing.</param>
    public static string? Of(string pair, Protocol protocol, IReadOnlyList<EndedAtLimit> suites)
    {
        var differing = suites.Select(Sentence).OfType<string>().ToArray();
        return differing.Length == 0
            ? null
            : $"{SafeText.OneLine(pair, 60)}, {protocol.ToString().ToLowerInvariant()} protocol: more samples of one arm than of the other were cut at their limit of tokens. {string.Join("; ", differing)}. " +
              "A text that was cut is shorter than its model meant it: figures on whole texts may differ for that alone.";
    }

    private static string? Sentence(EndedAtLimit cut) =>
        Proportion.Difference(cut.Aligned, cut.OfAligned, cut.Base, cut.OfBase).TryGet(out var difference, out _) && (difference.Lower > 0 || difference.Upper < 0)
            ? FormattableString.Invariant(
                $"{SafeText.OneLine(cut.Suite, 40)}: base {Share(cut.Base, cut.OfBase)}, aligned {Share(cut.Aligned, cut.OfAligned)}, difference [{100 * difference.Lower:0.0}, {100 * difference.Upper:0.0}] points")
            : null;

    private static string Share(int cut, int of) => FormattableString.Invariant($"{100.0 * cut / of:0.0} % of {of}");
}
