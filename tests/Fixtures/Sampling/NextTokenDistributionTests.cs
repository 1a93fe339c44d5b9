using DiversityBench.Fixtures.Sampling;
using DiversityBench.Metrics;
using FluentAssertions;
using NUnit.Framework;

namespace DiversityBench.Tests.Fixtures.Sampling;

public sealed class NextTokenDistributionTests
{
    [TestCase(1)]
    [TestCase(3)]
    [TestCase(17)]
    [TestCase(4096)]
    [TestCase(49_153)]
    public void Uniform_logits_give_log_of_vocabulary_size(int vocabulary)
    {
        var step = Describe(new float[vocabulary], 0);
        step.EntropyInNats.Should().BeApproximately((float)Math.Log(vocabulary), 1e-5f);
        step.Top1.Should().BeApproximately(1f / vocabulary, 1e-9f);
        step.LogProbabilityInNats.Should().BeApproximately((float)-Math.Log(vocabulary), 1e-5f);

        // Smallest k with k / V >= 0.95; float32 sums may miss an exact tie by one.
        step.NucleusSize.Should().BeInRange((int)Math.Floor(0.95 * vocabulary), (int)Math.Ceiling(0.95 * vocabulary) + 1);
    }

    [TestCase(5, 3f)]
    [TestCase(1000, 0.3f)]
    [TestCase(4096, 1f)]
    [TestCase(4099, 4f)]
    [TestCase(49_152, 2f)]
    [TestCase(128_256, 9f)]
    public void Figures_equal_a_plain_double_computation(int vocabulary, float spread)
    {
        var logits = Logits(vocabulary, spread);
        var exact = logits.Select(x => Math.Exp((double)x - logits.Max())).ToArray();
        var total = exact.Sum();
        var p = exact.Select(e => e / total).ToArray();
        var sorted = p.OrderDescending().ToArray();
        var step = Describe(logits, 2);

        // float32 exponentials carry 6e-8 relative error each; entropy sums them with weights up to ln V.
        step.EntropyInNats.Should().BeApproximately((float)-p.Sum(x => x * Math.Log(x)), 3e-6f);
        new[] { step.Top1, step.Top2, step.Top3, step.Top4, step.Top5 }.Should().BeEquivalentTo(
            sorted.Take(5).Select(x => (float)x), o => o.WithStrictOrdering().Using<float>(c => c.Subject.Should().BeApproximately(c.Expectation, 1e-6f)).WhenTypeIs<float>());
        Top(step).Should().Equal(logits.Index().OrderByDescending(l => l.Item).Take(5).Select(l => l.Index));
        step.LogProbabilityInNats.Should().BeApproximately((float)Math.Log(p[2]), 3e-6f);

        double mass = 0;
        var nucleus = sorted.TakeWhile(x => (mass += x) < 0.95).Count() + 1;
        step.NucleusSize.Should().BeCloseTo(nucleus, 1);
    }

    [TestCase(3, 0, 1, 2)]
    [TestCase(17, 0, 1, 2, 3, 4)]
    public void Of_equally_probable_tokens_the_smaller_ids_are_kept(int vocabulary, params int[] kept) => Top(Describe(new float[vocabulary], 0)).Should().Equal(kept);

    [Test]
    public void Tokens_without_probability_are_not_among_the_most_probable_ones()
    {
        // exp(-200) is 0 in single precision.
        var logits = Enumerable.Repeat(-200f, 40).ToArray();
        (logits[33], logits[7]) = (0, -1);

        Top(Describe(logits, 33)).Should().Equal(33, 7);
        Describe(logits, 33).Top3.Should().Be(0);
    }

    [Test]
    public void Equal_rows_give_equal_bits_at_any_place_in_memory()
    {
        var logits = Logits(4099, 2);
        var first = Describe(logits, 5);
        for (var shift = 1; shift < 17; shift++)
        {
            var moved = new float[logits.Length + shift];
            logits.CopyTo(moved, shift);
            var distribution = new NextTokenDistribution(logits.Length);
            distribution.Load(moved.AsSpan(shift)).Should().BeTrue();
            distribution.Describe(moved.AsSpan(shift), new TokenId(5)).Should().Be(first);
        }
    }

    [Test]
    public void A_draw_inverts_the_cumulative_distribution()
    {
        var logits = Logits(2000, 2);
        var distribution = new NextTokenDistribution(logits.Length);
        distribution.Load(logits).Should().BeTrue();
        var p = logits.Select(x => Math.Exp((double)x)).ToArray();
        var total = p.Sum();
        double before = 0;
        for (var id = 0; id < p.Length; id++)
        {
            var share = p[id] / total;
            if (share > 1e-6)
                distribution.Draw(before + (share / 2)).Value.Should().Be(id);
            before += share;
        }

        distribution.Draw(0).Value.Should().Be(0);
        distribution.Draw(Math.BitDecrement(1.0)).Value.Should().BeInRange(1900, 1999);
    }

    private static IEnumerable<int> Top(StepStatistics step) => Enumerable.Range(0, step.TopTokens.Count).Select(rank => step.TopTokens[rank].Value);

    private static StepStatistics Describe(float[] logits, int chosen)
    {
        var distribution = new NextTokenDistribution(logits.Length);
        distribution.Load(logits).Should().BeTrue();
        return distribution.Describe(logits, new TokenId(chosen));
    }

    private static float[] Logits(int vocabulary, float spread)
    {
        var random = new Random(vocabulary);
        return [.. Enumerable.Range(0, vocabulary).Select(_ => spread * (float)(random.NextDouble() + random.NextDouble() + random.NextDouble() - 1.5) * 2)];
    }
}
