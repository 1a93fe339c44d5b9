using DiversityBench.Metrics.Categories;
using DiversityBench.Verification.Statistics;
using FluentAssertions;
using NUnit.Framework;

namespace DiversityBench.Tests.Verification.Statistics;

[TestFixture]
internal sealed class LabelShiftTests
{
    private static readonly KnownDistribution Hundred = KnownDistribution.Of(Enumerable.Range(0, 100).Select(i => KeyValuePair.Create($"v{i}", 1.0))).Value;

    // Shares (1, 0) and (1/2, 1/2), mean (3/4, 1/4): (log2(4/3) + (log2(2/3) + log2(2)) / 2) / 2 = 0.311278.
    [Test]
    public void Divergence_is_that_of_the_shares() => Near.Absolute(LabelShift.DivergenceInBits(["a", "a"], ["b", "a"]).Value, 0.3112781244591328, 1e-14, "bits");

    [Test]
    public void Distance_is_1_without_a_common_label_and_0_for_equal_shares()
    {
        LabelShift.Between([new LabelArms(["a", "b"], ["c", "d", "e"])], 9, 1).Value.Distance.Should().BeApproximately(1, 1e-15);
        LabelShift.Between([new LabelArms(["a", "b"], ["b", "a", "b", "a"])], 9, 1).Value.Distance.Should().Be(0);
    }

    // 6 labels against 6 others: of C(12, 6) = 924 labellings 2 are as extreme; none is expected among 99.
    [Test]
    public void A_whole_change_of_labels_is_beyond_chance()
        => LabelShift.Between([new LabelArms(["a", "a", "a", "a", "a", "a"], ["b", "b", "b", "b", "b", "b"])], 99, 1).Value.PValue.Should().Be(0.01);

    // Between prompts the labels differ wholly, within them not at all: relabelling across prompts would find a shift.
    [Test]
    public void Labels_are_exchanged_within_prompts_alone()
    {
        var result = LabelShift.Between([new LabelArms(["a", "a", "a", "a"], ["a"]), new LabelArms(["b"], ["b", "b", "b", "b"])], 99, 1).Value;

        result.Distance.Should().BeGreaterThan(0.4);
        result.ByChance.Should().BeApproximately(result.Distance, 1e-12);
        result.PValue.Should().Be(1);
    }

    [Test]
    public void Samples_of_one_distribution_are_apart_by_chance_alone()
    {
        var runs = Enumerable.Range(0, 200).Select(run => LabelShift.Between([new LabelArms(Draw(100, 2 * run), Draw(100, (2 * run) + 1))], 99, (ulong)run).Value).ToArray();

        // 100 draws of 100 labels are far apart; what is above chance averages to 0 within 4 standard errors.
        var excess = runs.Select(r => r.ExcessInBits).ToArray();
        runs.Min(r => r.Distance).Should().BeGreaterThan(0.4);
        excess.Average().Should().BeApproximately(0, 4 * Math.Sqrt(Sample.Variance(excess).Value / excess.Length));
        // Binomial(200, 0.05): 10 +- 3.1, four deviations.
        runs.Count(r => r.PValue <= 0.05).Should().BeLessThanOrEqualTo(22);
    }

    [Test]
    public void Distance_to_a_known_distribution_is_chance_for_its_own_draws_and_beyond_it_for_others()
    {
        var own = LabelShift.FromKnown(Hundred, Draw(300, 1), 199, 1).Value;
        var others = LabelShift.FromKnown(Hundred, [.. Draw(240, 1), .. Enumerable.Repeat("unknown", 60)], 199, 1).Value;

        own.PValue.Should().BeGreaterThan(0.05);
        others.PValue.Should().Be(1.0 / 200);
        others.DistanceAboveChance.Should().BeGreaterThan(own.DistanceAboveChance);
    }

    [Test]
    public void Without_labels_there_is_no_distance()
    {
        LabelShift.Between([new LabelArms([], ["a"])], 9, 1).IsDefined.Should().BeFalse();
        LabelShift.FromKnown(Hundred, [], 9, 1).IsDefined.Should().BeFalse();
    }

    [Test]
    public void Error_of_a_mean_shift_is_its_spread_over_repetitions()
    {
        var (runs, errors) = (new double[150], new double[150]);
        for (var run = 0; run < runs.Length; run++)
        {
            RungLabels[] rungs = [Rung(Draw(200, 10 * run, 8)), Rung(Draw(200, (10 * run) + 1, 4)), Rung(Draw(200, (10 * run) + 2, 2))];
            runs[run] = Divergence(rungs[0], rungs[1]) - Divergence(rungs[1], rungs[2]);
            errors[run] = MeanShift.StandardError([(rungs[0], rungs[1], 1), (rungs[1], rungs[2], -1)]).Value;
        }

        // A standard deviation of 150 runs has an error of 6 %; the grouped jackknife has 16 % a run and is a little conservative.
        (errors.Average() / Math.Sqrt(Sample.Variance(runs).Value)).Should().BeInRange(0.85, 1.25);

        static RungLabels Rung(string[] labels) => new([labels]);
        static double Divergence(RungLabels before, RungLabels after) => LabelShift.DivergenceInBits([.. before.Attributes[0]!], [.. after.Attributes[0]!]).Value;
    }

    [Test]
    public void Error_of_a_mean_shift_needs_two_samples_a_group()
        => MeanShift.StandardError([(new RungLabels([Draw(39, 1)]), new RungLabels([Draw(400, 2)]), 1)]).Reason.Should().StartWith("39 samples are too few");

    [Test]
    public void Moves_are_differences_of_shares_by_size()
    {
        var moves = LabelMove.Of(["a", "a", "b", "c"], ["b", "d"]);

        moves.Select(m => (m.Label, m.Difference)).Should().Equal(("d", 0.5), ("b", 0.25), ("c", -0.25), ("a", -0.5));
        moves.Should().AllSatisfy(m => m.Difference.Should().BeInRange(m.Interval.Lower, m.Interval.Upper));
        LabelMove.Of([], ["a"]).Should().BeEmpty();
    }

    private static string[] Draw(int count, int seed, int distinct = 100)
    {
        var stream = new RandomStream((ulong)seed);
        var labels = new string[count];
        for (var i = 0; i < count; i++)
            labels[i] = $"v{stream.Below(distinct)}";
        return labels;
    }
}
