using DiversityBench.Metrics.Sets;
using FluentAssertions;
using NUnit.Framework;

namespace DiversityBench.Tests.Metrics.Sets;

/// <summary>What every set metric promises, whatever it measures.</summary>
internal abstract class SetMetricContract
{
    /// <summary>A metric over 12 pooled samples that is defined on all of them but one.</summary>
    protected abstract ISetMetric Metric { get; }

    private int[] Members => [11, 3, 4, 0, 7, 8, 1];

    [Test]
    public void Leave_one_out_equals_the_value_without_each_member()
    {
        var values = new double[Members.Length];
        Metric.LeaveOneOut(Members, values).Should().BeTrue();
        for (var i = 0; i < Members.Length; i++)
        {
            int[] others = [.. Members.Where((_, k) => k != i)];
            values[i].Should().BeApproximately(Metric.Value(others)!.Value, 1e-9, "both are closed forms of one figure, up to rounding");
        }
    }

    [Test]
    public void One_pass_gives_the_same_as_two()
    {
        var values = new double[Members.Length];
        var one = new double[Members.Length];
        Metric.LeaveOneOut(Members, values);
        Metric.ValueAndLeaveOneOut(Members, one)!.Value.Should().BeApproximately(Metric.Value(Members)!.Value, 1e-12, "two eigensolvers differ in the last digits");
        one.Should().Equal(values);
    }

    [Test]
    public void The_order_of_members_does_not_matter()
    {
        int[] sorted = [.. Members.Order()];
        Metric.Value(sorted)!.Value.Should().BeApproximately(Metric.Value(Members)!.Value, 1e-9, "only the order of sums differs");
    }

    [Test]
    public void Too_few_members_have_no_value_and_no_leave_one_out()
    {
        int[] few = [.. Members.Take(Metric.FewestMembers - 1)];
        int[] fewest = [.. Members.Take(Metric.FewestMembers)];
        Metric.Value(few).Should().BeNull();
        Metric.LeaveOneOut(fewest, new double[fewest.Length]).Should().BeFalse();
        Metric.ValueAndLeaveOneOut(fewest, new double[fewest.Length]).Should().BeNull();
    }

    [Test]
    public void Values_are_finite_for_every_pair_of_halves()
    {
        int[] first = [0, 2, 4, 6, 8, 10], second = [1, 3, 5, 7, 9, 11];
        double.IsFinite(Metric.Value(first)!.Value).Should().BeTrue();
        double.IsFinite(Metric.Value(second)!.Value).Should().BeTrue();
    }
}
