using System.Globalization;
using DiversityBench.Fixtures.Manifest;
using DiversityBench.Metrics;
using DiversityBench.Suites.Personas;
using DiversityBench.Suites.Runs;
using DiversityBench.Verification.Claims;
using DiversityBench.Verification.Statistics;

namespace DiversityBench.Suites.Ladder;

/// <summary>Question Q1: how each stage shifts the attributes of personas, and how far each rung lies from the known truth.</summary>
internal static class ShiftEvidence
{
    private const int Permutations = 999;
    private const double Alpha = 0.05;

    public static ClaimEvidence Gather(ExperimentSamples samples, Claim claim)
    {
        var personas = samples.Ladder.ToDictionary(rung => rung.Rung, rung => RungPersonas.Draw(samples, rung.Arm));
        var stages = Stage.Of(samples.Ladder);
        var shifts = Adjusted([.. stages.SelectMany(stage => PersonaAttribute.Demographic.Select(attribute =>
            new Shift(attribute, stage.From.Rung, stage.To.Rung, Between(samples, attribute, personas[stage.From.Rung], personas[stage.To.Rung]))))]);
        var counts = (Base: personas[samples.Ladder[0].Rung].All.Count(), Aligned: personas[samples.Ladder[^1].Rung].All.Count());
        if (!shifts.All(s => s.Result.IsDefined))
        {
            var missing = shifts.First(s => !s.Result.IsDefined);
            return ClaimEvidence.NotMeasurable(claim, samples.Pair, samples.Protocol, counts.Base, counts.Aligned, $"{missing.Name}: {missing.Result.Reason}");
        }

        var means = MeanShifts(stages, shifts, personas);
        IReadOnlyList<Shift> toTruth = samples.TruthPath is { } path ? ToTruth(samples, KnownTruth.Read(path), personas) : [];
        var answer = new Conclusion(Outcome.Answered, Sentence(means, shifts) + FromTruth(samples, toTruth));
        return ClaimEvidence.Concluded(claim, samples.Pair, samples.Protocol, counts.Base, counts.Aligned, answer) with
        {
            Figures = [.. means.Select(m => m.Figure), .. shifts.SelectMany(s => s.Figures), .. Moved(stages, personas), .. toTruth.SelectMany(s => s.Figures)],
            Curves = Curves(samples, personas, toTruth),
        };
    }

    private static Measured<ShiftResult> Between(ExperimentSamples samples, PersonaAttribute attribute, RungPersonas before, RungPersonas after, int permutations = Permutations)
        => LabelShift.Between(
            [.. before.ByPrompt.Zip(after.ByPrompt, (b, a) => new LabelArms([.. b.Select(attribute.Of).OfType<string>()], [.. a.Select(attribute.Of).OfType<string>()]))],
            permutations, samples.Options.Seed);

    private static Shift[] ToTruth(ExperimentSamples samples, KnownTruth truth, Dictionary<string, RungPersonas> personas) => Adjusted(
    [
        .. from rung in samples.Ladder
           from attribute in PersonaAttribute.Demographic
           let known = attribute.In(truth)
           where known is not null
           let labels = personas[rung.Rung].All.Select(attribute.Of).OfType<string>().ToArray()
           select new Shift(attribute, "truth", rung.Rung, LabelShift.FromKnown(known, labels, Permutations, samples.Options.Seed)),
    ]);

    /// <summary>Holm over attributes and stages.</summary>
    private static Shift[] Adjusted(Shift[] shifts)
    {
        var tested = shifts.Where(s => s.Result.IsDefined).ToArray();
        var adjusted = Holm.Adjust([.. tested.Select(s => s.Result.Value.PValue)]).Or([])!;
        return [.. shifts.Select(s => Array.IndexOf(tested, s) is >= 0 and var i ? s with { AdjustedPValue = adjusted[i] } : s)];
    }

    private static MeanOfStage[] MeanShifts(IReadOnlyList<Stage> stages, Shift[] shifts, Dictionary<string, RungPersonas> personas)
    {
        var labels = personas.ToDictionary(rung => rung.Key, rung => new RungLabels(
            [.. PersonaAttribute.Demographic.Select(attribute => (IReadOnlyList<string?>)[.. rung.Value.All.Select(attribute.Of)])]));
        return [.. stages
            .Select(stage => new MeanOfStage(stage, labels[stage.From.Rung], labels[stage.To.Rung], shifts.Where(s => s.IsOf(stage)).Average(s => s.Result.Value.ExcessInBits)))
            .OrderByDescending(m => m.Bits)];
    }

    private static string Sentence(MeanOfStage[] means, Shift[] shifts)
    {
        var found = string.Join("; ", means.Select(m => string.Create(CultureInfo.InvariantCulture, $"{m.Stage.Name} {Math.Round(m.Bits, 3) + 0.0:0.000} bit ({Significant(shifts.Where(s => s.IsOf(m.Stage)))})")));
        if (shifts.All(s => !s.IsSignificant))
            return $"No stage shifts an attribute beyond chance; mean divergence above chance: {found}.";
        var lead = means.Length == 1 || means[0].IsAbove(means[1]) ? "" : $" (its lead over {means[1].Stage.Name} lies within the error)";
        return $"The stage {means[0].Stage.Name} shifts demographics most{lead}; mean divergence above chance, with the attributes that shift significantly: {found}.";
    }

    private static string FromTruth(ExperimentSamples samples, IReadOnlyList<Shift> toTruth) => toTruth.Count == 0
        ? ""
        : $" Attributes that differ from the truth: {string.Join("; ", samples.Ladder.Select(r => $"{r.Rung} {Significant(toTruth.Where(s => s.To == r.Rung))}"))}.";

    private static string Significant(IEnumerable<Shift> shifts)
        => string.Join(", ", shifts.Where(s => s.IsSignificant).Select(s => s.Attribute.Name).DefaultIfEmpty("none"));

    /// <summary>The three values of each attribute that gain most by a stage, and the three that lose most.</summary>
    private static IEnumerable<Figure> Moved(IReadOnlyList<Stage> stages, Dictionary<string, RungPersonas> personas)
    {
        foreach (var stage in stages)
        {
            foreach (var attribute in PersonaAttribute.Demographic)
            {
                var moves = LabelMove.Of([.. Labels(stage.From)], [.. Labels(stage.To)]);
                foreach (var move in moves.Where(m => m.Difference > 0).Take(3).Concat(moves.Reverse().Where(m => m.Difference < 0).Take(3)))
                    yield return new Figure($"{attribute.Name}, {stage.Name}: {move.Label}", move.Difference, "difference of shares", move.Interval);

                IEnumerable<string> Labels(RungArm rung) => personas[rung.Rung].All.Select(attribute.Of).OfType<string>();
            }
        }
    }

    private static Curve[] Curves(ExperimentSamples samples, Dictionary<string, RungPersonas> personas, IReadOnlyList<Shift> toTruth)
    {
        const string Distance = "Jensen-Shannon distance above chance";
        var rungs = $"rung ({string.Join(", ", samples.Ladder.Select((r, i) => string.Create(CultureInfo.InvariantCulture, $"{i} {r.Rung}")))})";
        var first = personas[samples.Ladder[0].Rung];
        var toBase = PersonaAttribute.Demographic.Select(attribute => new Curve($"{attribute.Name}, distance to {samples.Ladder[0].Rung}", rungs, Distance,
            [.. samples.Ladder.Select((rung, i) => new CurvePoint(i, i == 0 ? 0 : Between(samples, attribute, first, personas[rung.Rung], 99).Select(r => r.DistanceAboveChance) is { IsDefined: true } d ? d.Value : null))]));
        var toKnown = toTruth.GroupBy(s => s.Attribute).Select(shifts => new Curve($"{shifts.Key.Name}, distance to the truth", rungs, Distance,
            [.. shifts.Select((s, i) => new CurvePoint(i, s.Result.IsDefined ? s.Result.Value.DistanceAboveChance : null))]));
        return [.. toBase, .. toKnown];
    }

    private sealed record Shift(PersonaAttribute Attribute, string From, string To, Measured<ShiftResult> Result, double? AdjustedPValue = null)
    {
        public string Name => $"{Attribute.Name}, {From} to {To}";

        public IEnumerable<Figure> Figures => Result.TryGet(out var result, out var undefined)
            ?
            [
                new Figure($"{Name}: distance", result.Distance, "of 1", Reason: string.Create(CultureInfo.InvariantCulture, $"by chance {result.ByChance:0.###}; p (Holm) {AdjustedPValue:0.###}")),
                new Figure($"{Name}: distance above chance", result.DistanceAboveChance, "of 1"),
            ]
            : [new Figure($"{Name}: distance", null, "of 1", Reason: undefined.Reason)];

        public bool IsSignificant => AdjustedPValue < Alpha;

        public bool IsOf(Stage stage) => From == stage.From.Rung && To == stage.To.Rung;
    }

    private sealed record MeanOfStage(Stage Stage, RungLabels Before, RungLabels After, double Bits)
    {
        private static readonly double s_quantile = Distributions.StudentTQuantile(0.975, Jackknife.Groups - 1);

        public Figure Figure => MeanShift.StandardError([(Before, After, 1)]).TryGet(out var error, out var undefined)
            ? new Figure($"{Stage.Name}: mean divergence above chance", Bits, "bit", new Interval(Bits - (s_quantile * error), Bits + (s_quantile * error)))
            : new Figure($"{Stage.Name}: mean divergence above chance", Bits, "bit", Reason: $"no interval: {undefined.Reason}");

        public bool IsAbove(MeanOfStage other) => MeanShift.StandardError([(Before, After, 1), (other.Before, other.After, -1)]).TryGet(out var error, out _)
            && Bits - other.Bits > s_quantile * error;
    }
}
