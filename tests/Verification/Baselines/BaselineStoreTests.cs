using DiversityBench.Verification.Baselines;
using DiversityBench.Verification.Claims;
using FluentAssertions;
using NUnit.Framework;

namespace DiversityBench.Tests.Verification.Baselines;

public class BaselineStoreTests
{
    private string folder = null!;
    private BaselineStore store = null!;

    private string Verified => Path.Combine(folder, "reference", "personas.paper.verified.json");

    private string Received => Path.Combine(folder, "reference", "personas.paper.received.json");

    [SetUp]
    public void Empty_store()
    {
        folder = Directory.CreateTempSubdirectory("baselines").FullName;
        store = new BaselineStore(folder);
    }

    [TearDown]
    public void Remove_store() => Directory.Delete(folder, recursive: true);

    private BaselineComparison Compare(params ClaimResult[] results) => Compare(Sample.Provenance, true, results);

    private BaselineComparison Compare(BaselineProvenance provenance, bool isWholeSuite, params ClaimResult[] results) =>
        store.Compare(Sample.Key, results, provenance, isWholeSuite);

    private void Approve(params ClaimResult[] results) => store.Accept(Compare(results), isContinuousIntegration: false);

    [Test]
    public void A_claim_without_baseline_is_new_and_received()
    {
        var comparison = Compare(Sample.Result());
        comparison.Claims.Should().ContainSingle().Which.Status.Should().Be(BaselineStatus.New);
        comparison.Agrees.Should().BeFalse();
        store.WriteReceived(comparison).Should().Be(Received);
        File.Exists(Verified).Should().BeFalse("nothing is approved without being asked");
    }

    [Test]
    public void Accepting_makes_the_next_run_the_same()
    {
        store.WriteReceived(Compare(Sample.Result()));
        var accepted = store.Accept(Compare(Sample.Result()), isContinuousIntegration: false);
        accepted.Agrees.Should().BeTrue();
        File.Exists(Received).Should().BeFalse();
        var next = Compare(Sample.Result());
        next.Should().BeEquivalentTo(accepted);
        next.Claims[0].LargestDifference.Should().Be(0);
    }

    [Test]
    public void A_received_file_becomes_the_baseline_by_renaming_it()
    {
        store.WriteReceived(Compare(Sample.Result()));
        File.Move(Received, Verified);
        Compare(Sample.Result()).Agrees.Should().BeTrue();
    }

    // Tolerance of the effect is 0.424, of its ends 0.428 (Sample).
    [TestCase(0.823, BaselineStatus.Same)]
    [TestCase(0.825, BaselineStatus.Moved)]
    [TestCase(-0.023, BaselineStatus.Same)]
    [TestCase(-0.025, BaselineStatus.Moved)]
    public void A_figure_may_move_within_its_tolerance(double effect, BaselineStatus expected)
    {
        Approve(Sample.Result());
        var claim = Compare(Sample.Result(effect: effect)).Of("E1.1");
        claim.Status.Should().Be(expected);
        claim.Moves.Select(m => m.Name).Should().BeEquivalentTo(expected == BaselineStatus.Moved ? ["effect"] : Array.Empty<string>());
    }

    // The ends and arms stay: |0.41 - 0.4| / 0.41 of the effect is less than |0.214 - 0.204| / 0.214 of the lower end.
    [Test]
    public void The_largest_relative_difference_is_told_within_tolerance_too()
    {
        Approve(Sample.Result());
        var claim = Compare(Sample.Result(effect: 0.41)).Of("E1.1");
        claim.LargestDifferenceOf.Should().Be("interval lower");
        claim.LargestDifference.Should().BeApproximately(0.01 / 0.214, 1e-9, "figures are compared with six digits");
    }

    [Test]
    public void An_outcome_has_no_tolerance()
    {
        Approve(Sample.Result());
        var claim = Compare(Sample.Result(outcome: Outcome.Inconclusive)).Of("E1.1");
        claim.Status.Should().Be(BaselineStatus.Moved);
        claim.Moves.Should().BeEmpty();
    }

    [Test]
    public void A_figure_that_appears_or_vanishes_has_moved()
    {
        var with = Sample.Result();
        var without = with with { Figures = [] };
        Approve(with);
        Compare(without).Of("E1.1").Moves.Should().ContainSingle().Which.Should().BeEquivalentTo(
            new { Name = "base valid-output rate", Old = (double?)0.98, New = (double?)null });
        Approve(without);
        Compare(with).Of("E1.1").Moves.Should().ContainSingle().Which.New.Should().Be(0.98);
    }

    [Test]
    public void A_claim_that_the_baseline_lacks_is_added_and_one_that_the_run_lacks_is_missing()
    {
        Approve(Sample.Result("E1.1"), Sample.Result("E1.2"));
        var comparison = Compare(Sample.Result("E1.1"), Sample.Result("E1.10"));
        comparison.Claims.Select(c => (c.Id, c.Status)).Should().Equal(
            ("E1.1", BaselineStatus.Same), ("E1.2", BaselineStatus.Missing), ("E1.10", BaselineStatus.Added));
        comparison.Agrees.Should().BeFalse();
    }

    [Test]
    public void A_part_of_the_suite_misses_nothing_and_writes_nothing()
    {
        Approve(Sample.Result("E1.1"), Sample.Result("E1.2"));
        var same = Compare(Sample.Provenance, false, Sample.Result("E1.1"));
        same.Agrees.Should().BeTrue();
        var moved = Compare(Sample.Provenance, false, Sample.Result("E1.1", effect: 5));
        store.WriteReceived(moved).Should().BeNull();
        File.Exists(Received).Should().BeFalse();
    }

    [Test]
    public void A_stale_received_file_goes_when_all_agrees()
    {
        Approve(Sample.Result());
        store.WriteReceived(Compare(Sample.Result(effect: 5))).Should().Be(Received);
        store.WriteReceived(Compare(Sample.Result())).Should().BeNull();
        File.Exists(Received).Should().BeFalse();
        Directory.GetFiles(Path.GetDirectoryName(Verified)!).Should().Equal([Verified], "no temporary file stays");
    }

    [Test]
    public void Nothing_is_accepted_in_CI_or_from_a_part_of_the_suite()
    {
        var inCI = () => store.Accept(Compare(Sample.Result()), isContinuousIntegration: true);
        inCI.Should().Throw<InvalidOperationException>().WithMessage(
            "Expected acceptance of results to be asked for by a person because nothing is accepted in CI, but found accept=true in CI.\nNext step: *-p:Accept=true*");
        var part = () => store.Accept(Compare(Sample.Provenance, false, Sample.Result()), isContinuousIntegration: false);
        part.Should().Throw<InvalidOperationException>().WithMessage("*whole suite*filtered run.\nNext step: *");
        Directory.Exists(Path.GetDirectoryName(Verified)!).Should().BeFalse();
    }

    [Test]
    public void A_baseline_edited_by_hand_approves_nothing()
    {
        Approve(Sample.Result());
        File.WriteAllText(Verified, File.ReadAllText(Verified).Replace("\"supported\"", "\"refuted\"", StringComparison.Ordinal));
        var comparison = Compare(Sample.Result(outcome: Outcome.Refuted));
        comparison.Fault.Should().Contain("to carry the digest of its content because approved figures are never edited by hand");
        comparison.Claims.Should().ContainSingle().Which.Status.Should().Be(BaselineStatus.Refused);
        store.WriteReceived(comparison).Should().Be(Received);
    }

    [Test]
    public void A_baseline_made_from_other_prompts_approves_nothing_though_its_figures_agree()
    {
        Approve(Sample.Result());
        var comparison = Compare(Sample.Provenance with { PromptSet = new string('d', 64) }, true, Sample.Result());
        comparison.Fault.Should().StartWith("Expected the baseline of personas for reference under the paper protocol to be made from the prompts of this run");
        comparison.Of("E1.1").Status.Should().Be(BaselineStatus.Refused);
        comparison.Agrees.Should().BeFalse();
    }

    [Test]
    public void A_baseline_that_cannot_be_opened_approves_nothing()
    {
        Approve(Sample.Result());
        using var locked = new FileStream(Verified, FileMode.Open, FileAccess.ReadWrite, FileShare.None);
        Compare(Sample.Result()).Fault.Should().StartWith("Expected the baseline of personas for reference under the paper protocol to be readable");
    }

    // Files that were accepted before they were noted hold neither, which is no change.
    [Test]
    public void Another_encoder_and_other_sampling_are_causes_where_both_runs_noted_them()
    {
        var noted = Sample.Provenance with { Encoder = new string('1', 64), Sampling = "T = 1" };
        var later = Sample.Provenance with { Encoder = new string('2', 64), Sampling = "T = 0.7" };

        noted.ChangesTo(later).Select(change => change.ToString()).Should().Equal("encoder 111111111111… -> 222222222222…", "sampling T = 1 -> T = 0.7");
        Sample.Provenance.ChangesTo(later).Should().BeEmpty();
        BaselineFile.Read(BaselineFile.Write(Baseline.Of(Sample.Key, [Sample.Result()], noted)), Sample.Key).Provenance.ChangesTo(noted).Should().BeEmpty();
    }

    [Test]
    public void Changes_of_provenance_are_told_the_likeliest_cause_first()
    {
        Approve(Sample.Result());
        var later = Sample.Provenance with
        {
            AlignedModel = new string('e', 64),
            Seed = 2,
            Samples = new Dictionary<string, int> { ["persona"] = 20, ["review"] = 5 },
            Packages = new Dictionary<string, string> { ["Microsoft.ML"] = "5.0.1" },
        };
        Compare(later, true, Sample.Result()).LikelyCause.Should().Be(
            "aligned model cccccccccccc… -> eeeeeeeeeeee…; seed 1 -> 2; samples persona 100 -> 20; samples review none -> 5; " +
            "package Microsoft.ML.OnnxRuntime 1.31.1 -> none");
    }

    [Test]
    public void Summary_of_a_run_without_baseline() =>
        BaselineSummary.Of(Compare(Sample.Result())).Should().Be(
            "personas for reference under the paper protocol: no baseline is approved; `dotnet test --project suites -p:Accept=true` approves this run.");

    [Test]
    public void Summary_of_a_run_as_approved()
    {
        Approve(Sample.Result(), Sample.Result("E1.2"));
        BaselineSummary.Of(Compare(Sample.Result(), Sample.Result("E1.2", effect: 0.41))).Should().Be(
            "personas for reference under the paper protocol: 2 of 2 claims as approved. Largest relative difference: 0.046729 (E1.2, interval lower).");
    }

    [Test]
    public void Summary_of_a_run_that_differs()
    {
        Approve(Sample.Result(), Sample.Result("E1.2"), Sample.Result("E1.3"));
        var results = new[] { Sample.Result(effect: 4), Sample.Result("E1.2"), Sample.Result("E1.4") };
        BaselineSummary.Of(Compare(Sample.Provenance with { Seed = 7 }, true, results)).Should().Be(
            "personas for reference under the paper protocol: 1 of 4 claims as approved, moved: E1.1, added: E1.4, missing: E1.3. " +
            "Largest relative difference: 0.946372 (E1.1, interval lower). Likely cause of differences: seed 1 -> 7.");
    }
}
