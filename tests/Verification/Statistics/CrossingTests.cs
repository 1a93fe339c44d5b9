using DiversityBench.Verification.Statistics;
using FluentAssertions;
using NUnit.Framework;

namespace DiversityBench.Tests.Verification.Statistics;

public sealed class CrossingTests
{
    // Between (1, 2) and (3, 6) the line reaches 3 at 1 + 2 * (3 - 2) / (6 - 2) = 1.5; the fall after it does not matter.
    [Test]
    public void The_first_crossing_lies_on_the_line_between_two_points()
        => Crossing.Up([(0, 1), (1, 2), (3, 6), (4, 0), (5, 9)], 3).Value.Should().Be(1.5);

    [Test]
    public void A_level_that_is_reached_from_the_start_or_never_has_no_crossing()
    {
        Crossing.Up([(0.1, 3), (1, 4)], 3).Reason.Should().Be("already reached at 0.1, where the curve begins");
        Crossing.Up([(0.1, 1), (1.5, 2)], 3).Reason.Should().Be("not reached up to 1.5");
        Crossing.Up([], 3).Reason.Should().Be("no points");
    }
}
