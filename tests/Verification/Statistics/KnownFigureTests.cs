using DiversityBench.Metrics.Categories;
using DiversityBench.Metrics.Sets;
using DiversityBench.Verification.Statistics;
using FluentAssertions;
using NUnit.Framework;

namespace DiversityBench.Tests.Verification.Statistics;

[TestFixture]
internal sealed class KnownFigureTests
{
    private static readonly KnownDistribution Many = KnownDistribution.Of(Enumerable.Range(0, 500).Select(i => KeyValuePair.Create($"v{i}", 1.0))).Value;

    [Test]
    public void The_bias_of_few_samples_is_taken_off()
    {
        var labels = Draw(Many, 300, 3);

        var figure = KnownFigure.Of(Many, labels, l => HillNumber.Of(l), Many.HillQ1, 399, 1).Value;

        // Of 500 equal labels, 300 samples show about 226, which even Miller and Madow's correction leaves near 300.
        HillNumber.Of(labels).Value([.. Enumerable.Range(0, 300)])!.Value.Should().BeLessThan(400);
        figure.Estimate.Should().BeInRange(430, 580);
        figure.HoldsExact.Should().BeTrue();
        figure.PValue.Should().BeGreaterThan(0.05);
    }

    [Test]
    public void Samples_of_another_distribution_deviate()
    {
        var half = KnownDistribution.Of(Enumerable.Range(0, 250).Select(i => KeyValuePair.Create($"v{i}", 1.0))).Value;

        var figure = KnownFigure.Of(Many, Draw(half, 300, 4), l => HillNumber.Of(l), Many.HillQ1, 399, 1).Value;

        figure.HoldsExact.Should().BeFalse();
        figure.PValue.Should().Be(2.0 / 400);
    }

    // Binomial(300, 0.05) has mean 15 and standard deviation 3.8; four deviations.
    [Test]
    public void Samples_of_the_distribution_itself_deviate_no_more_often_than_the_level()
    {
        var few = KnownDistribution.Of([KeyValuePair.Create("a", 5.0), KeyValuePair.Create("b", 3.0), KeyValuePair.Create("c", 2.0)]).Value;

        var runs = Enumerable.Range(0, 300).Select(run => KnownFigure.Of(few, Draw(few, 200, run), l => HillNumber.Of(l), few.HillQ1, 199, 1).Value).ToArray();

        runs.Count(r => r.PValue <= 0.05).Should().BeInRange(3, 30);
        runs.Count(r => !r.HoldsExact).Should().BeLessThanOrEqualTo(30);
    }

    [Test]
    public void Without_samples_there_is_no_figure()
        => KnownFigure.Of(Many, [], l => HillNumber.Of(l), Many.HillQ1, 9, 1).Reason.Should().Be("no samples");

    private static string[] Draw(KnownDistribution known, int count, int seed)
    {
        var stream = new RandomStream((ulong)seed, 99);
        var labels = new string[count];
        for (var i = 0; i < count; i++)
            labels[i] = known.Values[known.At(stream.Uniform())];
        return labels;
    }
}
