using DiversityBench.Metrics;
using DiversityBench.Verification.Claims;
using DiversityBench.Verification.Statistics;

namespace DiversityBench.Verification.Calibration;

/// <summary>Draws from a scenario again and again and counts what the claim test says; repeatable for a seed, on any number of threads.</summary>
public static class CalibrationRun
{
    /// <summary>Runs a scenario.</summary>
    /// <param name="scenario">What to draw from.</param>
    /// <param name="samplesPerArm">Samples per arm and run.</param>
    /// <param name="runs">Number of runs; the binomial error of a share of 5 % is 0.7 % at 1,000 of them.</param>
    /// <param name="permutations">Relabellings per run; 0 leaves p at 1 where it is a permutation's.</param>
    /// <param name="seed">Seed of the draws.</param>
    /// <param name="threads">Threads; null leaves it to the machine.</param>
    /// <param name="prompts">Prompts per run, all drawn from the scenario.</param>
    public static CalibrationResult Of(
        CalibrationScenario scenario, int samplesPerArm, int runs, int permutations, ulong seed, int? threads = null, int prompts = 1)
    {
        var claim = new Claim("C", scenario.Name, scenario.Name, scenario.Scale, 1e-3, true, "simulation");
        var options = new ClaimTestOptions { Permutations = permutations, RawPermutations = 0, Threads = 1 };
        var evidence = new ClaimEvidence[runs];
        var supported = new bool[runs];
        Parallel.For(0, runs, new ParallelOptions { MaxDegreeOfParallelism = threads ?? -1 }, run =>
        {
            PromptArms[] arms = [.. Enumerable.Range(0, prompts).Select(p => scenario.Draw(new RandomStream(seed, (ulong)run, (ulong)p), samplesPerArm))];
            evidence[run] = ClaimTest.Run(claim, "simulated", Protocol.Paper, arms, options with { Seed = seed + (ulong)run });

            // Without a standard error the rule leaves out the sample sizes, which cost more than all the rest.
            supported[run] = DecisionRule.Decide([evidence[run] with { StandardError = null }])[0].Outcome == Outcome.Supported;
        });

        var defined = evidence.Where(e => e.Effect is not null).ToArray();
        var truth = scenario.TrueEffect ?? defined.Select(e => e.Effect!.Value).DefaultIfEmpty().Average();
        return new CalibrationResult(
            scenario.Name,
            samplesPerArm,
            runs,
            runs - defined.Length,
            defined.Count(e => e.Interval!.Lower <= truth && truth <= e.Interval.Upper),
            defined.Count(e => e.PValue < 0.05),
            supported.Count(s => s),
            truth,
            defined.Select(e => StatedPower(e, truth)).DefaultIfEmpty().Average(),
            defined.FirstOrDefault()?.IntervalMethod ?? "");
    }

    private static double StatedPower(ClaimEvidence evidence, double truth) =>
        TestPower.OneSided(truth / evidence.StandardError!.Value, evidence.DegreesOfFreedom!.Value, 0.025);
}
