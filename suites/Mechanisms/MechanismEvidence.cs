using DiversityBench.Fixtures.Generations;
using DiversityBench.Fixtures.Models;
using DiversityBench.Metrics;
using DiversityBench.Suites.Runs;
using DiversityBench.Verification.Claims;

namespace DiversityBench.Suites.Mechanisms;

/// <summary>Teacher-forced scoring of the same texts by both models becomes evidence for M1.</summary>
internal static class MechanismEvidence
{
    /// <summary>Samples of a prompt and arm that are scored: each is a mean over dozens of positions, so more would cost more than they tell.</summary>
    private const int MostSamples = 20;

    public static IReadOnlyList<ClaimEvidence> Gather(ExperimentSamples samples)
    {
        var prompts = samples.Prompts.Select(p => p.Valid).Select(p => p with { Base = [.. p.Base.Take(MostSamples)], Aligned = [.. p.Aligned.Take(MostSamples)] }).ToArray();
        var ofBase = Measure(samples, [.. prompts.Select(p => (p.Prompt, p.Base))], samples.Arms.Base, "base samples");
        var ofAligned = Measure(samples, [.. prompts.Select(p => (p.Prompt, p.Aligned))], samples.Arms.Aligned, "aligned samples");
        var claim = PaperClaims.Mechanisms[0];
        ClaimEvidence Mean(IReadOnlyList<BlockedText>[] texts, Func<BlockedText, double> figure, double threshold = 0)
            => OneArmTest.Run(claim, samples.Pair, samples.Protocol, [.. texts.Select(t => t.Where(b => b.Mass.Count > 0).Select(figure).ToArray())], threshold, samples.Options);

        return
        [
            Mean(ofBase, MeanMass, PaperClaims.BlockedMassThreshold) with
            {
                AlignedSamples = ofAligned.Sum(t => t.Count),
                Figures =
                [
                    .. samples.ValidRates(),
                    Mean(ofBase, text => text.BaseMass.Average(m => (double)m)).ToFigure("mass on base samples that an equal model would block", "share"),
                    Mean(ofBase, HasBlockedToken).ToFigure("base samples with a blocked token", "share"),
                    Mean(ofAligned, MeanMass).ToFigure("blocked mass on aligned samples", "share"),
                    Mean(ofAligned, HasBlockedToken).ToFigure("aligned samples with a blocked token", "share"),
                ],
            },
        ];
    }

    private static double MeanMass(BlockedText text) => text.Mass.Average(m => (double)m);

    private static double HasBlockedToken(BlockedText text) => text.OwnTokenBlocked.Contains(true) ? 1 : 0;

    private static IReadOnlyList<BlockedText>[] Measure(ExperimentSamples samples, (Prompt Prompt, IReadOnlyList<Sample> Samples)[] prompts, Arm drawnBy, string of)
    {
        var (ofBase, ofAligned) = (samples.Arms.Base, samples.Arms.Aligned);
        var texts = prompts.SelectMany(p =>
        {
            var (baseContext, alignedContext) = (Context(ofBase, p.Prompt, drawnBy), Context(ofAligned, p.Prompt, drawnBy));
            return p.Samples.Select(s => Fitting(new ScoredText(baseContext, alignedContext, s.Generation.Tokens), ofBase, ofAligned));
        }).ToArray();
        var measured = samples.Tools.Blocked.Measure(ofBase.Model, ofAligned.Model, texts, $"{samples.Pair}, {samples.Protocol.ToString().ToLowerInvariant()}: scoring {of}");
        var next = 0;
        return [.. prompts.Select(p => (IReadOnlyList<BlockedText>)[.. p.Samples.Select(_ => measured[next++])])];
    }

    /// <summary>
    /// What an arm reads before an answer that another arm drew. Raw text ends with the beginning of the answer, a chat template does not: where the
    /// drawer was asked raw and the reader by chat, the reader's answer begins with that beginning; in the other direction it is taken off.
    /// </summary>
    private static IReadOnlyList<TokenId> Context(Arm reader, Prompt prompt, Arm drawer)
    {
        if (reader.IsChat == drawer.IsChat)
            return ArmSampler.Request(reader, prompt).PromptTokens;
        if (reader.IsChat)
            return [.. ArmSampler.Request(reader, prompt).PromptTokens, .. reader.Model.Tokenizer.Encode(prompt.Prefix, addSpecialTokens: false)];
        return reader.Model.Tokenizer.Encode(prompt.Text[..^prompt.Prefix.Length].TrimEnd(' '));
    }

    private static ScoredText Fitting(ScoredText text, Arm ofBase, Arm ofAligned)
    {
        var room = Math.Min(ofBase.Model.ContextLength - text.BaseContext.Count, ofAligned.Model.ContextLength - text.AlignedContext.Count);
        return text.Tokens.Count <= room ? text : text with { Tokens = [.. text.Tokens.Take(Math.Max(0, room))] };
    }
}
