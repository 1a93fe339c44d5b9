using DiversityBench.Metrics.Embeddings;
using DiversityBench.Metrics.Sets;
using FluentAssertions;
using NUnit.Framework;

namespace DiversityBench.Tests.Metrics.Sets;

[TestFixture]
internal sealed class DistinctClassesTests
{
    [Test]
    public void Two_classes_of_two_give_five_thirds_among_two()
    {
        // Of the six pairs of four samples two lie inside a class: (2 * 1 + 4 * 2) / 6.
        Classes(0, 0, 1, 1).ExpectedAmong(2).Value.Should().BeApproximately(5.0 / 3, 1e-15);
    }

    [Test]
    public void Draws_of_all_samples_see_every_class() => Classes(0, 1, 0, 2, 0).ExpectedAmong(5).Value.Should().Be(3);

    [Test]
    public void Samples_that_all_differ_give_the_size_of_the_draw() =>
        Classes([.. Enumerable.Range(0, 30)]).ExpectedAmong(10).Value.Should().BeApproximately(10, 1e-12, "thirty products are summed");

    [Test]
    public void Fewer_samples_than_the_draw_are_undefined() => Classes(0, 1, 2).ExpectedAmong(4).Reason.Should().Be("3 samples, 4 needed");

    [Test]
    public void Expected_classes_are_the_mean_over_all_draws()
    {
        int[] labels = [0, 1, 0, 2, 3, 0, 1];
        var draws = from a in Enumerable.Range(0, 7) from b in Enumerable.Range(0, a) from c in Enumerable.Range(0, b) select new[] { labels[a], labels[b], labels[c] }.Distinct().Count();
        Classes(labels).ExpectedAmong(3).Value.Should().BeApproximately(draws.Average(), 1e-12, "35 draws are averaged");
    }

    [Test]
    public void A_set_is_partitioned_by_itself_alone()
    {
        // Thirty degrees a step: 0.8 joins neighbours (cosine 0.87) and not those two steps apart (0.5).
        var circle = SymmetricMatrix.Cosines([.. Enumerable.Range(0, 4).Select(i => (ReadOnlyMemory<float>)new[] { MathF.Cos(i * MathF.PI / 6), MathF.Sin(i * MathF.PI / 6) })]);
        var metric = DistinctClasses.Per(circle, 0.8, 2);
        metric.Value([0, 1]).Should().Be(1);
        metric.Value([0, 2]).Should().Be(2);

        // 0 opens and 1 joins it, 2 opens and 3 joins it; from 1 on, 1 opens, 0 and 2 join it, and 3 opens: sizes 3 and 1.
        metric.Value([0, 1, 2, 3]).Should().BeApproximately(5.0 / 3, 1e-12);
        metric.Value([1, 0, 2, 3]).Should().BeApproximately(1.5, 1e-12);
        metric.Value([3]).Should().BeNull();
    }

    private static GreedyPartition Classes(params int[] labels) =>
        GreedyPartition.Of(labels.Length, (i, j) => labels[i] == labels[j] ? 1 : 0, 0.5).Value;
}
