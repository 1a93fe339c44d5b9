using DiversityBench.Metrics.Attractors;
using DiversityBench.Metrics.Clusters;
using DiversityBench.Metrics.Embeddings;
using FluentAssertions;
using NUnit.Framework;

namespace DiversityBench.Tests.Metrics.Attractors;

public sealed class PushedReturnsTests
{
    private static readonly double[] East = [1, 0], North = [0, 1];
    private static readonly double[][] TwoPlaces = [.. Enumerable.Repeat(East, 6), .. Enumerable.Repeat(North, 6)];

    // Every text is back in its own place, where 5 of the 11 others are as well: 1 - 5/11.
    [Test]
    public void Texts_that_all_come_back_return_beyond_chance()
    {
        var returns = Of(TwoPlaces, TwoPlaces);
        returns.Should().Match<PushedReturns>(r => r.Clusters == 2 && r.Judged.Count == 12);
        returns.Returns.OwnMean.Should().Be(1);
        returns.Returns.OthersMean.Should().BeApproximately(5.0 / 11, 1e-15);
        returns.Closeness.Value.Should().BeApproximately(6.0 / 11, 1e-15);
    }

    // All go to one place: half of the courses hold every text, the other half none.
    [Test]
    public void A_collapsed_arm_returns_only_by_chance()
    {
        var returns = Of(TwoPlaces, [.. Enumerable.Repeat(East, 12)]);
        returns.Returns.OwnMean.Should().Be(0.5);
        returns.Returns.Value.Should().BeApproximately(0, 1e-15);
        returns.Anywhere.Should().OnlyContain(a => a == 1);
    }

    [Test]
    public void Equal_texts_are_one_cluster_and_return_no_more_than_chance()
    {
        var same = Enumerable.Repeat(East, 5).ToArray();
        var returns = Of(same, same);
        returns.Should().Match<PushedReturns>(r => r.Clusters == 1 && r.Returns.OwnMean == 1);
        returns.Returns.Value.Should().BeApproximately(0, 1e-15);
    }

    [Test]
    public void A_push_that_nothing_follows_returns_nowhere()
    {
        var returns = Of(TwoPlaces, new double[]?[12]);
        returns.Returns.OwnMean.Should().Be(0);
        returns.Anywhere.Should().OnlyContain(a => a == 0);
        returns.Closeness.Value.Should().Be(0);
    }

    [Test]
    public void Too_few_samples_have_no_rate()
        => PushedReturns.Of(UnitEmbeddings.FromRows([East, North, East]).Value, [East, North, East], new KMeansOptions()).Reason.Should().Be("0 samples, at least 3 needed");

    private static PushedReturns Of(double[][] unpushed, double[]?[] pushed) => PushedReturns.Of(UnitEmbeddings.FromRows(unpushed).Value, pushed, new KMeansOptions()).Value;
}
