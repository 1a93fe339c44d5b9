using System.Diagnostics;
using DiversityBench.Verification.Calibration;
using FluentAssertions;
using NUnit.Framework;

namespace DiversityBench.Tests.Verification.Calibration;

[TestFixture]
internal sealed class CalibrationTests
{
    [Test, Explicit("minutes; prints the table of measured coverage")]
    public void Table()
    {
        foreach (var (kind, scenarios) in new[]
        {
            ("hard", CalibrationScenarios.Hard), ("loss", CalibrationScenarios.Losses), ("other content", CalibrationScenarios.OtherContent),
        })
        {
            foreach (var scenario in scenarios)
            {
                foreach (var n in (int[])[20, 50, 100, 200])
                {
                    if (n == 200 && scenario.Name.StartsWith("Vendi"))
                        continue;
                    var clock = Stopwatch.StartNew();
                    var runs = scenario.Name.StartsWith("Vendi") ? 400 : 2000;
                    var r = CalibrationRun.Of(scenario, n, runs, 0, 7);
                    TestContext.Progress.WriteLine($"{kind,-14} {r.Scenario,-32} n={n,4} undefined {r.Undefined} coverage {r.Coverage:0.000} supported {r.SupportRate:0.000} effect {r.Effect:0.0000} power {r.StatedPower:0.0000} {clock.ElapsedMilliseconds} ms");
                }
            }
        }
    }
}
