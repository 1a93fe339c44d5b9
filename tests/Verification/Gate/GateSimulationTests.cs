using DiversityBench.Verification.Calibration;
using DiversityBench.Verification.Gate;
using FluentAssertions;
using NUnit.Framework;

namespace DiversityBench.Tests.Verification.Gate;

/// <summary>
/// The fast version of docs/gate-calibration.md. A share counted over R runs errs by sqrt(p (1 - p) / R); tolerances are three of those. Seeds are fixed.
/// </summary>
public sealed class GateSimulationTests
{
    private const int Runs = 100;

    // No change at all may raise an alarm in one of a hundred runs: 3 x sqrt(0.01 x 0.99 / 100) = 0.030 on top of 0.01, four runs. Half of what is drawn at most, so that staging is seen to work.
    [Test]
    public void A_checkpoint_that_lost_nothing_passes_and_takes_less_than_half_of_the_budget()
    {
        var result = GateSimulation.Of(Policies.Default, new Dictionary<string, double>(), hasAccepted: true, Runs, seed: 21);

        TestContext.Out.WriteLine(result);
        (result.Passed + result.Red).Should().Be(Runs);
        result.Red.Should().BeLessThanOrEqualTo(4);
        result.DrawnUntilClear.Should().BeLessThan(0.5);
    }

    // Nineteen of twenty runs at least are red: 0.95 - 3 x sqrt(0.05 x 0.95 / 100) = 0.885.
    [TestCase("first-names")]
    [TestCase("biography-meaning")]
    [TestCase("valid-stories")]
    public void A_checkpoint_at_its_floor_is_red(string metric)
    {
        var result = GateSimulation.Of(Policies.Default, new Dictionary<string, double> { [metric] = 0.8 }, hasAccepted: false, Runs, seed: 22);

        TestContext.Out.WriteLine(result);
        ((double)result.Red / Runs).Should().BeGreaterThanOrEqualTo(0.885);
    }

    [Test]
    public void A_collapsed_checkpoint_fails_at_the_first_stage()
    {
        var result = GateSimulation.Of(Policies.Default, GateMetric.All.ToDictionary(m => m.Id, _ => 0.2), hasAccepted: true, 50, seed: 23);

        result.Failed.Should().Be(50);
        result.Drawn.Should().BeApproximately(0.1, 0.001, "a tenth of the budget is the first stage");
    }

    [Test]
    public void Runs_do_not_depend_on_how_many_there_are()
    {
        GateSimulationResult Of(int runs) => GateSimulation.Of(Policies.Default, new Dictionary<string, double> { ["first-names"] = 0.9 }, hasAccepted: false, runs, seed: 24);

        (Of(3).Drawn * 3).Should().BeApproximately(Of(2).Drawn * 2 + GateSimulation.Of(Policies.Default, new Dictionary<string, double> { ["first-names"] = 0.9 }, false, 1, 26).Drawn, 1e-9);
    }

    // Two hundred personas of four prompts: their known figures lie within four standard errors.
    [Test]
    public void A_simulated_checkpoint_has_the_figures_that_it_is_said_to_have()
    {
        var checkpoint = new SimulatedCheckpoint(new Dictionary<string, double> { ["biography-meaning"] = 0.5, ["story-entropy"] = 0.9, ["age-spread"] = 0.5 }, 25, 0);
        void Has(string id, double truth)
        {
            var figure = checkpoint.Measure(GateMetric.All.Single(m => m.Id == id), 200).Value;
            figure.Value.Should().BeApproximately(truth, 4 * Math.Sqrt(figure.Variance), id);
            figure.Variance.Should().BePositive();
        }

        Has("biography-meaning", 0.2);
        Has("story-entropy", 0.45);
        Has("valid-stories", 0.9);
        Has("age-spread", 0.5 * 67 / Math.Sqrt(12));
        Has("nationalities", 1 / 17.3);
        Has("first-names", 1 / 288.0);
    }
}
