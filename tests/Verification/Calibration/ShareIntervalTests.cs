using DiversityBench.Metrics;
using DiversityBench.Metrics.Sets;
using DiversityBench.Verification.Claims;
using DiversityBench.Verification.Statistics;
using FluentAssertions;
using NUnit.Framework;

namespace DiversityBench.Tests.Verification.Calibration;

/// <summary>
/// Which interval the difference of two shares gets, a mean over several prompts of few samples (the top bin beside E1.9). For one prompt Newcombe's is the better one; its way of joining
/// two Wilson intervals, squared distances added (Zou and Donner 2008, Statist. Med. 27:1693), over as many prompts adds what each of them leans towards one half.
/// </summary>
[TestFixture]
internal sealed class ShareIntervalTests
{
    private const int Prompts = 6;
    private const int Runs = 4000;
    private const double Lowest = 0.935;

    // A bound is crossed by chance once in 10,000 seeds; this one is fixed.
    private const double Chance = 2e-4;

    private static readonly int s_fewest = new ClaimTestOptions().FewestSamples;

    [Test]
    public void The_jackknife_covers([Values(5, 10, 20)] int samples, [Values(0.02, 0.3, 0.6)] double ofBase, [Values(0.1, 0.35)] double gain)
    {
        var (jackknife, defined, _) = Covered(samples, ofBase, ofBase + gain);
        Proportion.ClopperPearson(jackknife, defined, Chance).Value.Upper.Should().BeGreaterThan(Lowest);
    }

    [Test]
    public void Newcombes_intervals_joined_over_prompts_of_the_fewest_samples_do_not()
    {
        var (jackknife, _, newcombe) = Covered(s_fewest, 0.3, 0.5);
        TestContext.Out.WriteLine($"jackknife {jackknife}, Newcombe {newcombe} of {Runs}");
        Proportion.ClopperPearson(newcombe, Runs, Chance).Value.Upper.Should().BeLessThan(Lowest);
    }

    /// <summary>Runs whose intervals hold the truth, and runs that gave the jackknife a figure: those in which anything varies.</summary>
    private static (int Jackknife, int Defined, int Newcombe) Covered(int samples, double ofBase, double ofAligned)
    {
        var claim = new Claim("C", "share", "share", EffectScale.Increase, 1e-3, true, "simulation");
        var options = new ClaimTestOptions { Permutations = 1, RawPermutations = 0, Threads = 1 };
        var held = new (bool? Jackknife, bool Newcombe)[Runs];
        Parallel.For(0, Runs, run =>
        {
            var random = new RandomStream(23, (ulong)run);
            var has = new bool[Prompts][];
            for (var p = 0; p < Prompts; p++)
            {
                has[p] = new bool[2 * samples];
                for (var i = 0; i < has[p].Length; i++)
                    has[p][i] = random.Uniform() < (i < samples ? ofBase : ofAligned);
            }

            var evidence = ClaimTest.Run(claim, "simulated", Protocol.Paper, [.. has.Select((h, p) => PromptArms.BaseFirst($"p{p}", new ShareOfSamples(h), samples))], options);
            held[run] = (evidence.Interval is { } interval ? Holds(interval, ofAligned - ofBase) : null, Holds(Newcombe(has, samples), ofAligned - ofBase));
        });
        return (held.Count(h => h.Jackknife == true), held.Count(h => h.Jackknife is not null), held.Count(h => h.Newcombe));
    }

    private static Interval Newcombe(bool[][] prompts, int samples)
    {
        double mean = 0, below = 0, above = 0;
        foreach (var has in prompts)
        {
            var (first, second) = (has.Take(samples).Count(h => h), has.Skip(samples).Count(h => h));
            var difference = (second - first) / (double)samples;
            var interval = Proportion.Difference(second, samples, first, samples).Value;
            mean += difference / prompts.Length;
            below += (difference - interval.Lower) * (difference - interval.Lower);
            above += (interval.Upper - difference) * (interval.Upper - difference);
        }

        return new Interval(mean - (Math.Sqrt(below) / prompts.Length), mean + (Math.Sqrt(above) / prompts.Length));
    }

    private static bool Holds(Interval interval, double value) => interval.Lower <= value && value <= interval.Upper;
}
