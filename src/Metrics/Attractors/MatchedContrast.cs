using System.Numerics.Tensors;

namespace DiversityBench.Metrics.Attractors;

/// <summary>
/// How much more a text has to do with its own course than another sample's text has: mean of the diagonal of a score matrix less
/// mean of everything beside it. The second mean is the level of chance: what it would be if texts and courses were paired at random.
/// </summary>
/// <param name="Own">Score of every text on its own course.</param>
/// <param name="Others">Mean score of the other texts on every course.</param>
/// <param name="PseudoValues">
/// One number a sample, whose mean is the contrast and whose variance over n is its jackknife variance: a sample counts as a course and, on
/// the courses of the others, as a text, and leaving it out removes both (Arvesen 1969, Ann. Math. Statist. 40:2076).
/// </param>
public sealed record MatchedContrast(IReadOnlyList<double> Own, IReadOnlyList<double> Others, IReadOnlyList<double> PseudoValues)
{
    private const int Fewest = 3;

    /// <summary>Mean score on the own course.</summary>
    public double OwnMean => TensorPrimitives.Sum<double>([.. Own]) / Own.Count;

    /// <summary>Mean score on the courses of others: the level of chance.</summary>
    public double OthersMean => TensorPrimitives.Sum<double>([.. Others]) / Others.Count;

    /// <summary>The contrast. Scores {{1, 0, 0}, {0, 1, 0}, {1, 0, 0}} give 2/3 - 1/6 = 1/2.</summary>
    public double Value => OwnMean - OthersMean;

    /// <summary>Compares the diagonal with the rest. Undefined for fewer than three samples, of which leaving one out leaves a contrast.</summary>
    /// <param name="scores">[course][text], square and finite: score of every sample's text on every sample's course.</param>
    public static Measured<MatchedContrast> Of(IReadOnlyList<double[]> scores)
    {
        var n = scores.Count;
        if (n < Fewest)
            return new Undefined(FormattableString.Invariant($"{n} samples, at least {Fewest} needed"));
        var (own, byCourse, byText) = (new double[n], new double[n], new double[n]);
        for (var course = 0; course < n; course++)
        {
            if (scores[course].Length != n)
                return new Undefined(FormattableString.Invariant($"course {course} has {scores[course].Length} scores of {n} texts"));
            for (var text = 0; text < n; text++)
            {
                var score = scores[course][text];
                if (!double.IsFinite(score))
                    return new Undefined(FormattableString.Invariant($"the score of text {text} on course {course} is not finite"));
                if (course == text)
                    own[course] = score;
                else
                    (byCourse[course], byText[text]) = (byCourse[course] + score, byText[text] + score);
            }
        }

        var others = byCourse.Select(sum => sum / (n - 1)).ToArray();
        var chance = others.Sum() / n;
        // n U - (n - 1) U without the sample, U the mean beside the diagonal.
        var pseudo = Enumerable.Range(0, n).Select(i => own[i] - ((byCourse[i] + byText[i]) - n * chance) / (n - 2)).ToArray();
        return new MatchedContrast(own, others, pseudo);
    }
}
