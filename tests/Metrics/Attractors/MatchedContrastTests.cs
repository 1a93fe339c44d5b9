using DiversityBench.Metrics.Attractors;
using DiversityBench.Metrics.Embeddings;
using DiversityBench.Verification.Statistics;
using FluentAssertions;
using NUnit.Framework;

namespace DiversityBench.Tests.Metrics.Attractors;

public sealed class MatchedContrastTests
{
    // Own 1, 1, 0; beside the diagonal one 1 of six: 2/3 - 1/6 = 1/2.
    private static readonly double[][] Scores = [[1, 0, 0], [0, 1, 0], [1, 0, 0]];

    [Test]
    public void The_contrast_is_the_mean_of_the_diagonal_less_the_mean_of_the_rest()
    {
        var contrast = MatchedContrast.Of(Scores).Value;
        contrast.OwnMean.Should().BeApproximately(2.0 / 3, 1e-15);
        contrast.Others.Should().Equal(0, 0, 0.5);
        contrast.OthersMean.Should().BeApproximately(1.0 / 6, 1e-15);
        contrast.Value.Should().BeApproximately(0.5, 1e-15);
    }

    // Without sample 0 the contrast is 1/2 - 0, without 1 it is 1/2 - 1/2, without 2 it is 1 - 0; n T - (n - 1) T without the sample, T = 1/2.
    [Test]
    public void Pseudo_values_are_those_of_leaving_out_a_sample_as_course_and_as_text()
    {
        var pseudo = MatchedContrast.Of(Scores).Value.PseudoValues;
        double[] expected = [1.5 - (2 * 0.5), 1.5 - (2 * 0), 1.5 - (2 * 1)];
        pseudo.Zip(expected).Should().AllSatisfy(p => p.First.Should().BeApproximately(p.Second, 1e-15));
        pseudo.Average().Should().BeApproximately(0.5, 1e-15);
    }

    [Test]
    public void Equal_scores_give_no_contrast_and_no_variance()
        => MatchedContrast.Of([[1, 1, 1, 1], [1, 1, 1, 1], [1, 1, 1, 1], [1, 1, 1, 1]]).Value.PseudoValues.Should().AllSatisfy(v => v.Should().BeApproximately(0, 1e-15));

    // Courses and texts in three places drawn apart from each other, by unequal chances: nothing returns but by chance. 400 intervals of 95 % hold
    // 0 in 380, standard deviation 4.4; four of those either way. (3000 runs: 94.5 %.)
    [Test]
    public void Intervals_by_pseudo_values_cover_0_where_texts_forget_their_course()
    {
        var held = Enumerable.Range(0, 400).Count(run =>
        {
            var stream = new RandomStream(7, (ulong)run);
            int Place() => stream.Uniform() switch { < 0.5 => 0, < 0.8 => 1, _ => 2 };
            double[] Near(int place) => [.. Enumerable.Range(0, 3).Select(k => (k == place ? 1 : 0) + (0.2 * stream.Normal()))];
            int[] places = [.. Enumerable.Range(0, 40).Select(_ => Place())];
            int[] labels = [.. places.Select(place => Array.IndexOf([.. places.Distinct()], place))];
            var basins = new Basins(UnitEmbeddings.FromRows([.. places.Select(Near)]).Value, labels);
            var texts = UnitEmbeddings.FromRows([.. Enumerable.Range(0, 40).Select(_ => Near(Place()))]).Value;
            int[] judged = [.. Enumerable.Range(0, 40).Where(basins.IsJudged)];
            var pseudo = MatchedContrast.Of([.. judged.Select(course => judged.Select(text => basins.Holds(course, text, texts.Points[text]) ? 1.0 : 0).ToArray())]).Value.PseudoValues;
            var interval = StratifiedMean.Of([pseudo]).Value.Interval;
            return interval.Lower <= 0 && 0 <= interval.Upper;
        });
        held.Should().BeInRange(362, 398);
    }

    [TestCase(0)]
    [TestCase(2)]
    public void Fewer_than_three_samples_have_no_contrast(int n)
        => MatchedContrast.Of([.. Enumerable.Repeat(new double[n], n)]).Reason.Should().Be($"{n} samples, at least 3 needed");

    [Test]
    public void Ragged_and_infinite_scores_are_named()
    {
        MatchedContrast.Of([[1, 0, 0], [0, 1], [0, 0, 1]]).Reason.Should().Be("course 1 has 2 scores of 3 texts");
        MatchedContrast.Of([[1, 0, 0], [0, 1, double.NaN], [0, 0, 1]]).Reason.Should().Be("the score of text 2 on course 1 is not finite");
    }
}
