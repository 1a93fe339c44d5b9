using DiversityBench.Fixtures.Engines;
using DiversityBench.Metrics;
using FluentAssertions;
using NUnit.Framework;

namespace DiversityBench.Tests.Fixtures.Engines;

public sealed class SharpenedEngineTests
{
    private static readonly TokenId[] s_text = [new(1), new(0)];

    // Logits (n, 1 - n) after n tokens, over T = 0.5, are twice that.
    [Test]
    public void Logits_are_those_of_the_other_model_over_the_temperature_wherever_they_are_read()
    {
        using var engine = new SharpenedEngine(Fake(), 0.5);
        using var prefix = engine.Prefill(s_text);
        using var batch = engine.CreateBatch(4, 2);
        batch.Add(prefix);
        batch.Decode([new(1)]);
        var scored = new List<float[]>();
        engine.Score(s_text, (_, logits) => scored.Add(logits.ToArray()));

        prefix.Logits.ToArray().Should().Equal(4f, -2f);
        batch.Logits(0).ToArray().Should().Equal(6f, -4f);
        scored.Should().BeEquivalentTo([new[] { 2f, 0f }, [4f, -2f]], o => o.WithStrictOrdering());
    }

    [Test]
    public void The_temperature_belongs_to_the_fingerprint()
        => new SharpenedEngine(Fake(), 0.5).Fingerprint.Should().Be("fake; logits over 0.5");

    [TestCase(0)]
    [TestCase(-1)]
    [TestCase(double.NaN)]
    [TestCase(double.PositiveInfinity)]
    public void A_temperature_must_be_positive_and_finite(double temperature)
        => FluentActions.Invoking(() => new SharpenedEngine(Fake(), temperature)).Should().Throw<ArgumentOutOfRangeException>();

    private static FakeEngine Fake() => new(2, 8, tokens => [tokens.Count, 1 - tokens.Count]);
}
