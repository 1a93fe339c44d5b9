using DiversityBench.Metrics;
using DiversityBench.Metrics.Embeddings;
using DiversityBench.Metrics.Lexical;
using DiversityBench.Metrics.Sets;
using DiversityBench.Verification.Claims;
using FluentAssertions;
using NUnit.Framework;

namespace DiversityBench.Tests.Verification;

/// <summary>
/// Answers to prompts of their own topics, what the topic says being in both arms. Equal diversity with other content: each arm has a habit, of the same
/// strength, in another direction or in other words. A share of R runs errs by sqrt(p (1 - p) / R); tolerances are three of those on top of
/// what docs/CLAIMS.md allows for intervals, 1.5 %.
/// </summary>
[TestFixture]
internal sealed class PairedTestTests
{
    private const int Prompts = 60;
    private const int Runs = 400;
    private const int Dimension = 16;
    private static readonly Claim Claim = PaperClaims.AcrossPrompts[0];

    private static IEnumerable<TestCaseData> Metrics() =>
    [
        new TestCaseData(EffectScale.Decrease, (Func<Random, int, double, ISetMetric[]>)((random, n, habit) => Cosines(random, n, habit, c => new MeanPairwiseDissimilarity(c)))).SetArgDisplayNames("mean pairwise dissimilarity"),
        new TestCaseData(EffectScale.LogRatioDecrease, (Func<Random, int, double, ISetMetric[]>)((random, n, habit) => Cosines(random, n, habit, c => new VendiSetMetric(c)))).SetArgDisplayNames("Vendi score"),
        new TestCaseData(EffectScale.LogRatioDecrease, (Func<Random, int, double, ISetMetric[]>)((random, n, habit) => Words(random, n, habit, w => new LexicalSets(w, 50257).AdjustedDistinct2))).SetArgDisplayNames("EAD of bigrams"),
        new TestCaseData(EffectScale.LogRatioDecrease, (Func<Random, int, double, ISetMetric[]>)((random, n, habit) => Words(random, n, habit, w => HillNumber.Of([.. w.Select(words => words[0])], 1, millerMadow: false)))).SetArgDisplayNames("effective openings"),
    ];

    [TestCaseSource(nameof(Metrics))]
    public void Equal_diversity_is_rejected_no_more_often_than_alpha_and_covered(EffectScale scale, Func<Random, int, double, ISetMetric[]> draw)
    {
        var (rejected, covered) = (0, 0);
        for (var run = 0; run < Runs; run++)
        {
            var arms = draw(new Random(1000 + run), Prompts, 1);
            var evidence = Test(scale, arms);
            rejected += evidence.PValue < 0.05 ? 1 : 0;
            covered += evidence.Interval is { Lower: <= 0, Upper: >= 0 } ? 1 : 0;
        }

        TestContext.Out.WriteLine($"rejected {rejected / (double)Runs}, covered {covered / (double)Runs}");
        var error = Math.Sqrt(0.05 * 0.95 / Runs);
        (rejected / (double)Runs).Should().BeLessThanOrEqualTo(0.05 + 0.015 + (3 * error));
        (covered / (double)Runs).Should().BeGreaterThanOrEqualTo(0.95 - 0.015 - (3 * error));
    }

    [TestCaseSource(nameof(Metrics))]
    public void Loss_is_found_in_its_direction(EffectScale scale, Func<Random, int, double, ISetMetric[]> draw)
    {
        var evidence = Test(scale, draw(new Random(7), 200, 3));

        evidence.PValue.Should().BeLessThan(0.001);
        evidence.Interval!.Lower.Should().BePositive();
        evidence.BaseValue.Should().BeGreaterThan(evidence.AlignedValue!.Value);
    }

    [Test]
    public void Difference_of_means_gives_the_paired_t_test()
    {
        // 20 differences, aligned - base, ten times 1 and ten times 2: mean 1.5, sd sqrt(5 / 19), t = 1.5 / sqrt(5 / 19 / 20) = 13.0767 at 19 degrees of freedom.
        double[] before = [.. Enumerable.Range(0, 20).Select(i => i * 10.0)];
        double[] after = [.. before.Select((value, i) => value + 1 + (i % 2))];
        var evidence = Test(EffectScale.Increase, [new MeanOfScalars(before), new MeanOfScalars(after)]);

        evidence.Effect.Should().BeApproximately(1.5, 1e-12);
        (evidence.Effect / evidence.StandardError).Should().BeApproximately(13.0767, 1e-4);
        evidence.DegreesOfFreedom.Should().Be(19);
    }

    [Test]
    public void What_cannot_be_told_has_a_reason()
    {
        double[] few = [.. Enumerable.Range(0, 19)];
        Test(EffectScale.Decrease, [new MeanOfScalars(few), new MeanOfScalars(few)]).MissingReason.Should().Contain("only 19 prompts");

        double[] many = [.. Enumerable.Range(0, 20)];
        Test(EffectScale.Decrease, [new MeanOfScalars(many), new MeanOfScalars(many)]).MissingReason.Should().Contain("zero variance");
        Test(EffectScale.LogRatioDecrease, [new MeanOfScalars(many), new MeanOfScalars([.. many.Select(x => -x)])]).MissingReason.Should().Contain("not positive");
    }

    private static ClaimEvidence Test(EffectScale scale, ISetMetric[] arms) => PairedTest.Run(Claim with { EffectScale = scale }, "pair", Protocol.Deployed, arms[0], arms[1]);

    /// <param name="random">Source of the answers.</param>
    /// <param name="n">Prompts.</param>
    /// <param name="habit">Strength of the aligned arm's habit; the base arm's is 1.</param>
    /// <param name="metric">Makes the metric of cosines.</param>
    private static ISetMetric[] Cosines(Random random, int n, double habit, Func<SymmetricMatrix, ISetMetric> metric)
    {
        double[][] topics = [.. Enumerable.Range(0, n).Select(_ => Normals(random))];
        double[][] Arm(int axis, double strength) => [.. topics.Select(topic =>
        {
            var own = Normals(random);
            return (double[])[.. topic.Select((t, k) => t + (0.5 * own[k]) + (k == axis ? strength : 0))];
        })];
        return [.. new[] { Arm(0, 1), Arm(1, habit) }.Select(rows => metric(SymmetricMatrix.Cosines(UnitEmbeddings.FromRows(rows).Value)))];
    }

    private static double[] Normals(Random random)
        => [.. Enumerable.Range(0, Dimension).Select(_ => Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble()))];

    private static ISetMetric[] Words(Random random, int n, double habit, Func<IReadOnlyList<string>[], ISetMetric> metric)
    {
        var topics = Enumerable.Range(0, n).Select(_ => random.Next(40)).ToArray();

        // An arm's own words by a power law, which the habit makes steeper; every third word is the topic's.
        IReadOnlyList<string>[] Arm(string name, double strength) => [.. topics.Select(topic => (IReadOnlyList<string>)[.. Enumerable.Range(0, 24).Select(
            k => k % 3 == 2 ? $"topic {topic} {random.Next(5)}" : $"{name} {(int)(200 * Math.Pow(random.NextDouble(), 1 + strength))}")])];
        return [metric(Arm("a", 1)), metric(Arm("b", habit))];
    }
}
