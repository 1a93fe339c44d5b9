using DiversityBench.Fixtures.Generations;
using DiversityBench.Fixtures.Sampling;
using DiversityBench.Metrics;
using FluentAssertions;
using NUnit.Framework;

namespace DiversityBench.Tests.Fixtures.Sampling;

public sealed class TokenSamplerTests
{
    // Probabilities 0.5, 0.25, 0.15, 0.1 of tokens 2, 0, 3, 1.
    private static readonly float[] Row = [MathF.Log(0.25f), MathF.Log(0.1f), MathF.Log(0.5f), MathF.Log(0.15f)];

    [Test]
    public void Top_k_keeps_the_k_most_probable() => Support(new SamplingOptions { TopK = 2 }).Should().Equal((0, 1 / 3.0), (2, 2 / 3.0));

    [Test]
    public void Top_p_keeps_the_smallest_set_that_reaches_the_mass()
        => Support(new SamplingOptions { TopP = 0.6 }).Should().Equal((0, 1 / 3.0), (2, 2 / 3.0));

    [Test]
    public void Min_p_keeps_what_has_that_share_of_the_largest()
        => Support(new SamplingOptions { MinP = 0.29 }).Should().Equal((0, 0.25 / 0.9), (2, 0.5 / 0.9), (3, 0.15 / 0.9));

    [Test]
    public void Temperature_two_takes_the_square_root_of_the_odds()
    {
        var roots = new[] { 0.25, 0.1, 0.5, 0.15 }.Select(Math.Sqrt).ToArray();
        Support(new SamplingOptions { Temperature = 2 }).Should().Equal(roots.Select((r, i) => (i, r / roots.Sum())), (a, b) => a.Id == b.Item1 && Math.Abs(a.Share - b.Item2) < 2e-3);
    }

    [Test]
    public void Temperature_zero_takes_the_most_probable() => Support(new SamplingOptions { Temperature = 0 }).Should().Equal((2, 1.0));

    [Test]
    public void Repetition_penalty_divides_the_odds_of_seen_tokens()
    {
        // Negative logits are multiplied: ln 0.5 * 2 = ln 0.25, so tokens 2 and 0 become equal.
        var support = Support(new SamplingOptions { RepetitionPenalty = 2 }, [new TokenId(2)]);
        support.Single(s => s.Id == 2).Share.Should().BeApproximately(0.25 / 0.75, 2e-3);
    }

    [Test]
    public void Statistics_are_those_of_the_untouched_distribution()
    {
        var sampler = new TokenSampler(new SamplingOptions { Temperature = 0, TopK = 1 }, 4);
        sampler.TryDraw(Row, 0.9, [], out var token, out var step).Should().BeTrue();
        token.Value.Should().Be(2);
        step.Top1.Should().BeApproximately(0.5f, 1e-6f);
        step.LogProbabilityInNats.Should().BeApproximately(MathF.Log(0.5f), 1e-6f);
    }

    [TestCase(-1, 0, 1, 0, 1)]
    [TestCase(double.NaN, 0, 1, 0, 1)]
    [TestCase(1, -1, 1, 0, 1)]
    [TestCase(1, 0, 0, 0, 1)]
    [TestCase(1, 0, 1, 1.5, 1)]
    [TestCase(1, 0, 1, 0, 0)]
    public void Options_outside_their_range_are_refused(double temperature, int topK, double topP, double minP, double penalty)
    {
        var make = () => new TokenSampler(new SamplingOptions { Temperature = temperature, TopK = topK, TopP = topP, MinP = minP, RepetitionPenalty = penalty }, 4);
        make.Should().Throw<ArgumentOutOfRangeException>().WithMessage("Expected*but found*");
    }

    [Test]
    public void The_stream_is_that_of_Philox()
    {
        // Known-answer vectors of Random123 1.14 (kat_vectors, philox4x32 10): zero counter and key, and all bits set.
        SampleStream.Philox(0, 0, 0, 0, 0, 0).Should().Be((0x6627e8d5u, 0xe169c58du));
        SampleStream.Philox(uint.MaxValue, uint.MaxValue, uint.MaxValue, uint.MaxValue, uint.MaxValue, uint.MaxValue).Should().Be((0x408f276du, 0x41c83b0eu));
    }

    [Test]
    public void Streams_differ_by_seed_model_prompt_and_sample()
    {
        var request = new GenerationRequest("m", "e", [new TokenId(1), new TokenId(2)], new SamplingOptions(), [], 7);
        var numbers = new[]
        {
            SampleStream.For(request, 0), SampleStream.For(request, 1), SampleStream.For(request with { Seed = 8 }, 0),
            SampleStream.For(request with { ModelFingerprint = "n" }, 0), SampleStream.For(request with { PromptTokens = [new TokenId(1)] }, 0),
        }.Select(s => s.Uniform(3)).ToArray();
        numbers.Should().OnlyHaveUniqueItems();
        SampleStream.For(request with { EngineFingerprint = "other", Sampling = new SamplingOptions { TopK = 3 } }, 1).Uniform(3).Should().Be(numbers[1]);
        SampleStream.For(request, 0).ForSample(1).Uniform(3).Should().Be(numbers[1]);
    }

    private static List<(int Id, double Share)> Support(SamplingOptions options, IReadOnlyList<TokenId>? seen = null)
    {
        const int Draws = 4000;
        var sampler = new TokenSampler(options, 4);
        var counts = new int[4];
        for (var i = 0; i < Draws; i++)
        {
            sampler.TryDraw(Row, (i + 0.5) / Draws, seen ?? [], out var token, out _).Should().BeTrue();
            counts[token.Value]++;
        }

        return [.. counts.Index().Where(c => c.Item > 0).Select(c => (c.Index, Math.Round(c.Item / (double)Draws, 3))).Select(c => (c.Index, Nearest(c.Item2)))];
    }

    /// <summary>A grid of draws shows a share to 1 / 4000; the exact share is the nearest of those that the tests expect.</summary>
    private static double Nearest(double share)
        => new[] { 1.0, 1 / 3.0, 2 / 3.0, 0.25 / 0.9, 0.5 / 0.9, 0.15 / 0.9 }.FirstOrDefault(x => Math.Abs(x - share) < 1e-3, share);
}
