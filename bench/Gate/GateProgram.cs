using System.Diagnostics;
using System.Globalization;
using DiversityBench.Bench.Workloads;
using DiversityBench.Verification.Calibration;
using DiversityBench.Verification.Gate;

namespace DiversityBench.Bench.Gate;

/// <summary>False alarms, power and samples of the default policy, over simulated checkpoints. The figures depend on seed and runs alone.</summary>
internal static class GateProgram
{
    public const ulong Seed = 11;
    private const ulong Apart = 1_000_003;

    /// <summary>Runs all situations and writes docs/gate-calibration.md and .csv.</summary>
    public static int Run(int runs, string docs)
    {
        var path = Path.Combine(docs, "..", "policies", "default.json");
        var policy = GatePolicyFile.Read(File.ReadAllText(path), path);
        var cells = new List<GateCell>();
        var watch = Stopwatch.StartNew();
        foreach (var (index, situation) in GateSituation.Of(policy).Index())
        {
            var result = GateSimulation.Of(situation.Policy, situation.Kept, situation.HasAccepted, runs, Seed + ((ulong)index * Apart), situation.OfBase);
            cells.Add(new GateCell(situation, result));
            Console.Error.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{situation.Name}: red {result.Red} of {runs}, drawn {result.Drawn:0.000}, {string.Join(" ", result.NotPassed)}, {watch.Elapsed.TotalSeconds:0} s"));
        }

        File.WriteAllText(Path.Combine(docs, "gate-calibration.csv"), GatePage.Csv(cells));
        File.WriteAllText(Path.Combine(docs, "gate-calibration.md"), GatePage.Of(policy, cells, runs));
        return 0;
    }
}
