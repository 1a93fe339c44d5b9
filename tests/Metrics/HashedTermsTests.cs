using System.Numerics.Tensors;
using DiversityBench.Metrics.Lexical;
using FluentAssertions;
using NUnit.Framework;

namespace DiversityBench.Tests.Metrics;

public sealed class HashedTermsTests
{
    private const double Single = 1e-6;

    // Three texts. "a b": a, b, "a b"; "a c": a, c, "a c"; "d": d. Term a is in two of three: 1 + ln(4/3) = 1.287682; all others in one:
    // 1 + ln(4/2) = 1.693147. Cosine of the first two: 1.287682^2 / (1.287682^2 + 2 * 1.693147^2) = 1.658125 / 7.391619 = 0.224325.
    [Test]
    public void Texts_are_as_close_as_their_weighted_common_terms()
    {
        var vectors = HashedTerms.Embed(["a b", "A c", "d"]);

        Cosine(vectors[0], vectors[1]).Should().BeApproximately(0.224325, 1e-6);
        Cosine(vectors[0], vectors[2]).Should().BeApproximately(0, Single);
        Cosine(vectors[2], vectors[2]).Should().BeApproximately(1, Single);
    }

    // "a a a" has the terms a, three times, and "a a", twice: 1 + ln 3 = 2.098612 and 1 + ln 2 = 1.693147. "a" has one. Of two texts, a is in
    // both: 1 + ln(3/3) = 1; "a a" in one: 1 + ln(3/2) = 1.405465. Cosine: 2.098612 / sqrt(2.098612^2 + (1.693147 * 1.405465)^2) = 0.661429.
    [Test]
    public void Repetition_counts_less_than_in_proportion()
        => Cosine(HashedTerms.Embed(["a a a", "a"])).Should().BeApproximately(0.661429, 1e-6);

    [Test]
    public void The_order_of_words_counts()
        => Cosine(HashedTerms.Embed(["she was a pioneer", "a pioneer was she"])).Should().BeInRange(0.1, 0.9);

    [Test]
    public void A_text_without_words_is_like_another_one_and_like_nothing_else()
    {
        var vectors = HashedTerms.Embed(["", " \n", "word"]);

        Cosine(vectors[0], vectors[1]).Should().BeApproximately(1, Single);
        Cosine(vectors[0], vectors[2]).Should().BeApproximately(0, Single);
    }

    // 400 texts of 20 words of their own: 39 terms each in 2048 components. Signed collisions of two texts sum to a cosine of mean 0 and
    // standard deviation near 1 / sqrt(2048) = 0.022; the mean over 79,800 pairs errs by far less than 0.001.
    [Test]
    public void Collisions_cancel_on_average()
    {
        var vectors = HashedTerms.Embed([.. Enumerable.Range(0, 400).Select(text => string.Join(' ', Enumerable.Range(0, 20).Select(word => $"w{(20 * text) + word}")))]);

        var cosines = Enumerable.Range(0, 400).SelectMany(i => Enumerable.Range(0, i).Select(j => Cosine(vectors[i], vectors[j]))).ToArray();

        cosines.Average().Should().BeApproximately(0, 0.001);
        Math.Sqrt(cosines.Average(c => c * c)).Should().BeApproximately(1 / Math.Sqrt(HashedTerms.Dimension), 0.002);
    }

    private static double Cosine(IReadOnlyList<ReadOnlyMemory<float>> pair) => Cosine(pair[0], pair[1]);

    private static double Cosine(ReadOnlyMemory<float> first, ReadOnlyMemory<float> second) => TensorPrimitives.Dot(first.Span, second.Span);
}
