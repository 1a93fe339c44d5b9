using DiversityBench.Metrics.Attractors;
using DiversityBench.Metrics.Embeddings;
using DiversityBench.Metrics.Sets;
using DiversityBench.Tests.Metrics.Sets;
using FluentAssertions;
using NUnit.Framework;

namespace DiversityBench.Tests.Metrics.Attractors;

[TestFixture]
internal sealed class ConvergenceRateTests : SetMetricContract
{
    private static readonly double[] Places = [0, 10, 20];

    protected override ISetMetric Metric { get; } = new ConvergenceRate(Places, [.. PooledSamples.Scalars.Select(x => new[] { 1, Math.Abs(x), 1 / (1 + Math.Abs(x)) })]);

    [Test]
    public void Distances_that_halve_every_ten_tokens_give_ln_2_over_10()
        => Rate([1, 0.5, 0.25]).Should().BeApproximately(Math.Log(2) / 10, 1e-15);

    [Test]
    public void Texts_that_part_have_a_negative_rate() => Rate([0.25, 0.5, 1]).Should().BeApproximately(-Math.Log(2) / 10, 1e-15);

    // The means are 1, 1/2 and 1/4; single distances of 0 have no logarithm.
    [Test]
    public void Means_are_taken_before_logarithms() => Rate([2, 1, 0], [0, 0, 0.5]).Should().BeApproximately(Math.Log(2) / 10, 1e-15);

    [Test]
    public void Texts_that_become_equal_have_no_rate() => Rate([1, 0.5, 0], [1, 0.5, 0]).Should().BeNull();

    [Test]
    public void One_place_gives_no_rate() => FluentActions.Invoking(() => new ConvergenceRate([4, 4], [])).Should().Throw<ArgumentException>().WithMessage("*at two places after the push or more*found 1*");

    [TestCase(double.NaN)]
    [TestCase(-0.1)]
    public void A_distance_that_is_none_is_refused(double distance)
        => FluentActions.Invoking(() => new ConvergenceRate(Places, [[1, distance, 1]])).Should().Throw<ArgumentException>().WithMessage("*distances of 0 or more per sample*");

    private static double? Rate(params double[][] distances) => new ConvergenceRate(Places, distances).Value([.. Enumerable.Range(0, distances.Length)]);
}

[TestFixture]
internal sealed class PushedDistancesTests
{
    private static readonly double[] East = [1, 0], North = [0, 1];

    // Text 0 is at its own course, text 1 is at the course of text 0: distances 0 and 1 from the own, 1 and 0 from the other's.
    [Test]
    public void A_text_is_measured_from_its_own_course_and_from_the_others()
    {
        var distances = PushedDistances.Of([Units(East, North)], [Units(East, East)]);
        distances.Own.Select(row => row[0]).Should().Equal(0, 1);
        distances.Others.Select(row => row[0]).Should().Equal(1, 0);
    }

    [Test]
    public void A_sample_alone_has_no_others_but_itself()
        => PushedDistances.Of([Units(East), Units(East)], [Units(North), Units(East)]).Others.Should().ContainSingle().Which.Should().Equal(1, 0);

    private static UnitEmbeddings Units(params double[][] rows) => UnitEmbeddings.FromRows(rows).Value;
}
