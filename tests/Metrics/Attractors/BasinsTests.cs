using DiversityBench.Metrics.Attractors;
using DiversityBench.Metrics.Embeddings;
using FluentAssertions;
using NUnit.Framework;

namespace DiversityBench.Tests.Metrics.Attractors;

public sealed class BasinsTests
{
    // Without the course the centre is (cos 10°, 0), every member sin 10° from it, and 4/3 sin 10° = 0.2315 from the centre of the other three.
    // A text at 12° is sqrt(1 + cos² 10° - 2 cos 12° cos 10°) = 0.2080 away, at 14° 0.2423. On the in-sample radius sin 10° = 0.1736 both would be out.
    [TestCase(0, true)]
    [TestCase(12, true)]
    [TestCase(14, false)]
    public void The_radius_is_what_members_have_to_the_centre_of_the_others(double degrees, bool holds)
        => new Basins(Circle(0, 10, 10, -10, -10), new int[5]).Holds(0, 0, At(degrees)).Should().Be(holds);

    // Nine members at 0° and one at 60°: the centre without the course is (0.95, 0.0866), the nine are 0.1 from it and 10/9 * 0.1 from that of the
    // others. The tenth lies 0.9 away, outside of nine tenths.
    [TestCase(0, true)]
    [TestCase(60, false)]
    public void One_stray_member_of_ten_does_not_widen_the_basin(double degrees, bool holds)
        => new Basins(Circle([.. Enumerable.Repeat(0.0, 10), 60]), new int[11]).Holds(0, 0, At(degrees)).Should().Be(holds);

    // With the sample at 90° in, the centre is (0.657, 0.333) and a text at 40° lies 0.33 away, within a radius of 1.4; without it the centre is
    // (cos 10°, 0), the radius 2 sin 10° = 0.35 and the distance 0.68.
    [Test]
    public void The_author_of_a_text_is_left_out_of_the_basin_it_is_judged_by()
    {
        var basins = new Basins(Circle(0, 90, 10, -10), new int[4]);
        basins.Holds(0, 0, At(40)).Should().BeTrue();
        basins.Holds(0, 1, At(40)).Should().BeFalse();
    }

    [Test]
    public void A_text_lies_in_the_basin_of_the_nearest_centre_alone()
    {
        var basins = new Basins(Circle(0, 0, 0, 0, 0, 90, 90, 90, 90), [0, 0, 0, 0, 0, 1, 1, 1, 1]);
        basins.Count.Should().Be(2);
        basins.Holds(0, 1, At(0)).Should().BeTrue("equal texts lie in a basin of radius 0");
        basins.Holds(0, 1, At(90)).Should().BeFalse();
        basins.Holds(0, 1, At(45)).Should().BeFalse();
        basins.HoldAnywhere(1, At(90)).Should().BeTrue();
        basins.HoldAnywhere(1, At(45)).Should().BeFalse();
    }

    [Test]
    public void Clusters_of_fewer_than_four_are_not_judged()
    {
        var basins = new Basins(Circle(0, 0, 0, 0, 90, 90, 90), [0, 0, 0, 0, 1, 1, 1]);
        basins.IsJudged(3).Should().BeTrue();
        basins.IsJudged(4).Should().BeFalse();
        basins.HoldAnywhere(0, At(90)).Should().BeFalse();
    }

    private static UnitEmbeddings Circle(params double[] degrees) => UnitEmbeddings.FromRows([.. degrees.Select(At)]).Value;

    private static double[] At(double degrees) => [Math.Cos(degrees * Math.PI / 180), Math.Sin(degrees * Math.PI / 180)];
}
