using DiversityBench.Metrics;
using DiversityBench.Metrics.Tokens;
using FluentAssertions;
using NUnit.Framework;

namespace DiversityBench.Tests.Metrics;

public sealed class NucleusTests
{
    // Probabilities 0.6, 0.3, 0.06, 0.04: the first three reach 0.95. The other model gives the second 0.00005 of its mass.
    private static readonly float[] s_base = [.. new[] { 0.6, 0.3, 0.06, 0.04 }.Select(p => (float)Math.Log(p))];
    private static readonly float[] s_aligned = [.. new[] { 0.9, 0.00005, 0.09995, 0 }.Select(p => (float)Math.Log(p))];

    [Test]
    public void A_token_of_the_nucleus_that_the_other_model_gives_too_little_is_blocked_with_its_base_mass()
    {
        var nucleus = Nucleus.Of(s_base).Value;

        nucleus.Size.Should().Be(3);
        nucleus.BlockedBy(s_aligned, 1e-4, new TokenId(1), out var isBlocked).Value.Should().BeApproximately(0.3, 1e-6);
        isBlocked.Should().BeTrue();
    }

    // The other model excludes token 3, which is not in the nucleus.
    [TestCase(0)]
    [TestCase(3)]
    public void A_token_that_is_given_enough_or_lies_outside_the_nucleus_is_not_blocked(int own)
    {
        Nucleus.Of(s_base).Value.BlockedBy(s_aligned, 1e-4, new TokenId(own), out var isBlocked);

        isBlocked.Should().BeFalse();
    }

    // 20,000 equal tokens have 0.00005 each and all but the last twentieth are needed; of 0.6, 0.3 and 0.06 none lies below 0.06, one below 0.07.
    [Test]
    public void A_flat_nucleus_lies_below_the_threshold_by_itself()
    {
        Nucleus.Of(new float[20000]).Value.MassBelow(1e-4).Should().BeApproximately(0.95, 1e-4);
        Nucleus.Of(new float[5000]).Value.MassBelow(1e-4).Should().Be(0);
        Nucleus.Of(s_base).Value.MassBelow(0.05).Should().Be(0);
        Nucleus.Of(s_base).Value.MassBelow(0.07).Should().BeApproximately(0.06, 1e-6);
    }

    // The double-precision form is checked against golden values. Single precision may place a token that lies within rounding of a threshold on its
    // other side; logits on a grid of quarters keep clear of that.
    [Test]
    public void Size_and_mass_equal_those_of_the_double_precision_form()
    {
        var random = new Random(7);
        float[] Row()
        {
            var row = Enumerable.Range(0, 50).Select(i => -i / 4f).ToArray();
            random.Shuffle(row);
            return row;
        }

        for (var repeat = 0; repeat < 200; repeat++)
        {
            var (ours, theirs) = (Row(), Row());
            var expected = BlockedMass.Of(Softmax(ours), Softmax(theirs)).Value;
            var nucleus = Nucleus.Of(ours).Value;
            nucleus.Size.Should().Be(expected.NucleusSize);
            nucleus.BlockedBy(theirs, 1e-4, new TokenId(0), out _).Value.Should().BeApproximately(expected.Mass, 1e-6);
        }
    }

    // 0.099^4 / (0.9^4 + 0.099^4) = 1.46e-4; 0.099^5 / (0.9^5 + 0.099^5) = 1.61e-5.
    [TestCase(0.25, 0)]
    [TestCase(0.2, 0.099)]
    public void Sharpening_blocks_what_a_power_of_the_probabilities_does(double temperature, double mass)
        => BlockedMass.BySharpening([.. new[] { 0.9, 0.099, 0.001 }.Select(p => (float)Math.Log(p))], temperature, nucleusMass: 0.99).Value.Mass.Should().BeApproximately(mass, 1e-6);

    [TestCase(float.NaN, "a logit is NaN or +Infinity")]
    [TestCase(float.PositiveInfinity, "a logit is NaN or +Infinity")]
    public void Logits_that_are_no_distribution_give_the_reason(float logit, string reason)
    {
        float[] faulty = [0, logit];
        Nucleus.Of(faulty).Reason.Should().Be(reason);
        Nucleus.Of([0f, 0]).Value.BlockedBy(faulty, 1e-4, new TokenId(0), out _).Reason.Should().Be(reason);
        Nucleus.Of([]).Reason.Should().Be("empty vocabulary");
        Nucleus.Of([float.NegativeInfinity]).Reason.Should().Be("no token has positive probability");
    }

    [Test]
    public void A_shorter_vocabulary_of_the_other_model_gives_the_reason()
        => Nucleus.Of(s_base).Value.BlockedBy([0f, 0], 1e-4, new TokenId(0), out _).Reason.Should().Be("the nucleus holds token 2 and the other vocabulary ends at 1");

    private static double[] Softmax(float[] logits)
    {
        var weights = logits.Select(l => Math.Exp(l)).ToArray();
        var total = weights.Sum();
        return [.. weights.Select(w => w / total)];
    }
}
