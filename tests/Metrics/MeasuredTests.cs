using DiversityBench.Metrics;
using FluentAssertions;
using NUnit.Framework;

namespace DiversityBench.Tests.Metrics;

public class MeasuredTests
{
    [Test]
    public void A_figure_reads_back()
    {
        Measured<double> measured = 0.25;
        measured.Value.Should().Be(0.25);
        measured.Reason.Should().BeNull();
        measured.OrNull().Should().Be(0.25);
    }

    [Test]
    public void Not_a_number_is_never_a_figure()
    {
        Measured<double> measured = double.NaN;
        measured.IsDefined.Should().BeFalse();
        measured.Reason.Should().Be("the figure is not a number");
        measured.OrNull().Should().BeNull();
    }

    [Test]
    public void Reading_an_undefined_figure_says_why_there_is_none()
    {
        Measured<double> measured = new Undefined("one sample");
        var reading = () => measured.Value;
        reading.Should().Throw<InvalidOperationException>().WithMessage("Expected * because *, but found none: one sample.*Next step: *");
    }

    [Test]
    public void A_default_value_has_a_reason_too() =>
        default(Measured<double>).Reason.Should().Be("the figure was never computed");

    [Test]
    public void A_reason_travels_to_what_is_computed_from_it()
    {
        Measured<double> measured = new Undefined("one sample");
        measured.Select(value => value > 1).Reason.Should().Be("one sample");
        measured.Then<string>(value => "never").Reason.Should().Be("one sample");
        measured.Or(7).Should().Be(7);
        measured.ToString().Should().Be("undefined: one sample");
    }
}
