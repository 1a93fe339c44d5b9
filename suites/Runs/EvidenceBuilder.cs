using DiversityBench.Verification.Claims;

namespace DiversityBench.Suites.Runs;

/// <summary>The steps that all experiments share between samples and evidence.</summary>
internal static class EvidenceBuilder
{
    /// <summary>Gathers several claims side by side; the order is kept.</summary>
    public static IReadOnlyList<ClaimEvidence> SideBySide(params IReadOnlyList<Func<ClaimEvidence>> claims)
        => [.. claims.AsParallel().AsOrdered().WithMergeOptions(ParallelMergeOptions.FullyBuffered).Select(claim => claim())];

    /// <summary>Tests a claim over prompts.</summary>
    public static ClaimEvidence Test(this ComparedSamples samples, Claim claim, IEnumerable<PromptArms> arms, params IReadOnlyList<Figure> figures)
    {
        var evidence = ClaimTest.Run(claim, samples.Pair, samples.Protocol, [.. arms], samples.Options, samples.Relabellings);
        return evidence with { Figures = [.. evidence.Figures, .. figures] };
    }

    /// <summary>
    /// Tests a claim on whole texts and on texts cut to a common length. Length alone moves such metrics, so where the two
    /// disagree the cut decides (<see cref="DecisionRule.Settle"/>; docs/CLAIMS.md, section 3).
    /// </summary>
    public static ClaimEvidence TestWholeAndCut(this ComparedSamples samples, Claim claim, IEnumerable<PromptArms> whole, IEnumerable<PromptArms> cut, params IReadOnlyList<Figure> figures)
    {
        var (wholeArms, cutArms) = (whole.ToArray(), cut.ToArray());
        ClaimEvidence onWhole = null!, onCut = null!;
        Parallel.Invoke(() => onWhole = samples.Test(claim, wholeArms, figures), () => onCut = samples.Test(claim, cutArms, figures));
        return onWhole with { OnCut = onCut };
    }

    /// <summary>Shares of valid samples, which stand beside every figure.</summary>
    public static IReadOnlyList<Figure> ValidRates(this ComparedSamples samples) =>
    [
        Rate("base valid-output rate", samples.Prompts.SelectMany(p => p.Base)),
        Rate("aligned valid-output rate", samples.Prompts.SelectMany(p => p.Aligned)),
    ];

    private static Figure Rate(string name, IEnumerable<Sample> samples)
    {
        var all = samples.ToArray();
        return all.Length == 0
            ? new Figure(name, null, "share", Reason: "no samples")
            : new Figure(name, all.Count(s => s.Validity.IsValid) / (double)all.Length, "share");
    }
}
