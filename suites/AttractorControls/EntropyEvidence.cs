using DiversityBench.Metrics;
using DiversityBench.Metrics.Tokens;
using DiversityBench.Suites.Attractors;
using DiversityBench.Suites.Runs;
using DiversityBench.Verification.Claims;
using DiversityBench.Verification.Statistics;
using Sample = DiversityBench.Suites.Runs.Sample;

namespace DiversityBench.Suites.AttractorControls;

/// <summary>
/// Question Q2: claim A1 once more at the temperature at which the aligned model's mean token entropy equals the base's. The entropy is that
/// of the distribution drawn from, so the aligned model is a copy with its logits over the temperature.
/// </summary>
internal static class EntropyEvidence
{
    private const double Tolerance = 0.02;
    private const double Widest = 2;
    private const int MostSteps = 7;

    public static ClaimEvidence Of(ExperimentSamples samples, PushedPair pair, Claim question)
    {
        var drawn = new Dictionary<double, IReadOnlyList<Sample>[]> { [1] = [.. samples.Prompts.Select(p => p.Aligned)] };
        if (!Entropy([.. samples.Prompts.Select(p => p.Base)]).TryGet(out var target, out _) || !Entropy(drawn[1]).TryGet(out var before, out _))
            return NotAnswered(samples, question, "one arm has no prompt with two valid samples or more");
        var (lower, upper) = before < target ? (1.0, Widest) : (1 / Widest, 1.0);
        if (!BracketedSearch.Find(At, target, Tolerance, lower, upper, MostSteps).TryGet(out var temperature, out var undefined))
            return NotAnswered(samples, question, $"no temperature from {lower:0.#} to {upper:0.#} gives the aligned model the base's token entropy: {undefined.Reason}") with
            { Figures = Entropies(target, before, null, null) };

        var (ofPair, claim) = (EntropyFigures.Of(samples, pair, "at T = 1"), PaperClaims.Attractors[0]);
        if (temperature == 1)
        {
            return Concluded(samples, question, new Conclusion(Outcome.Answered, FormattableString.Invariant(
                $"Entropy explains nothing of it: mean token entropy is equal within {Tolerance:0%} already ({target:0.###} and {before:0.###} nats), and the aligned model returns {ofPair.Difference} more often beyond chance.")),
                [.. Entropies(target, before, 1, before), .. ofPair.Figures]);
        }

        var arm = AlignedAt(samples, temperature);
        var equal = samples with { Prompts = [.. samples.Prompts.Select((p, i) => p with { Aligned = drawn[temperature][i] })] };
        var matched = pair with { Aligned = PushedArm.Draw(equal, arm, drawn[temperature]) };
        var ofMatched = EntropyFigures.Of(equal, matched, "at equal entropy");
        var share = ofPair.BeyondChance.Remaining("beyond chance", ofMatched.BeyondChance);
        var ofRaw = ofPair.Raw.Remaining("in raw return", ofMatched.Raw);
        ofRaw = ofRaw with { Reason = ofRaw.Reason ?? PushedPair.ClustersGiven };
        return Concluded(samples, question, Conclude(temperature, ofPair, ofMatched, share),
            [.. Entropies(target, before, temperature, Entropy(drawn[temperature]).Value), .. ofPair.Figures, .. ofMatched.Figures, share, ofRaw]);

        double At(double t)
        {
            if (!drawn.ContainsKey(t))
                drawn.Add(t, AttractorControlEvidence.Draw(samples, AlignedAt(samples, t)));
            return Entropy(drawn[t]).Or(0);
        }
    }

    private static Conclusion Conclude(double temperature, EntropyFigures before, EntropyFigures after, Figure share) => share is { Value: { } rest, Interval: { } interval }
        ? new Conclusion(Outcome.Answered, FormattableString.Invariant(
            $"At equal token entropy (aligned model at T = {temperature:0.###}) {rest:0.##} (95 % interval {interval.Lower:0.##} to {interval.Upper:0.##}) of the difference in return beyond chance remains, which entropy does not explain: {before.Difference} at T = 1, {after.Difference} at equal entropy."))
        : new Conclusion(Outcome.Inconclusive, FormattableString.Invariant(
            $"There is no share to tell, since {share.Reason}: the difference in return beyond chance is {before.Difference} at T = 1 and {after.Difference} at equal token entropy (aligned model at T = {temperature:0.###})."));

    private static Arm AlignedAt(ExperimentSamples samples, double temperature)
        => samples.Tools.At(temperature, samples.Arms.Aligned);

    /// <summary>Mean token entropy of the valid samples, over positions, samples and prompts in turn.</summary>
    private static Measured<double> Entropy(IReadOnlyList<IReadOnlyList<Sample>> drawn)
        => StratifiedMean.Of([.. drawn.Select(of => (IReadOnlyList<double>)[.. of.Where(s => s.Validity.IsValid)
            .Select(s => StepSummary.Of([.. s.Generation.Steps]).Select(steps => steps.EntropyInNats).OrNull()).OfType<double>()]).Where(numbers => numbers.Count > 1)]).Select(mean => mean.Value);

    private static IReadOnlyList<Figure> Entropies(double target, double before, double? temperature, double? matched) =>
    [
        new("base token entropy", target, "nats"),
        new("aligned token entropy at T = 1", before, "nats"),
        new("temperature of equal entropy", temperature, "", Reason: temperature is null ? "not found" : null),
        new("aligned token entropy at that temperature", matched, "nats", Reason: matched is null ? "not found" : null),
    ];

    private static ClaimEvidence NotAnswered(ExperimentSamples samples, Claim question, string reason) => ClaimEvidence.NotMeasurable(
        question, samples.Pair, samples.Protocol, samples.Prompts.Sum(p => p.Base.Count), samples.Prompts.Sum(p => p.Aligned.Count), reason);

    private static ClaimEvidence Concluded(ExperimentSamples samples, Claim question, Conclusion conclusion, IReadOnlyList<Figure> figures) => ClaimEvidence.Concluded(
        question, samples.Pair, samples.Protocol, samples.Prompts.Sum(p => p.Base.Count), samples.Prompts.Sum(p => p.Aligned.Count), conclusion) with
    { Figures = figures };
}
