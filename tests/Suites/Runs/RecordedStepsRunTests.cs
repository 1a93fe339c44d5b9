using System.Security.Cryptography;
using System.Text.Json.Nodes;
using DiversityBench.Report.Results;
using DiversityBench.Verification.Claims;
using FluentAssertions;
using NUnit.Framework;

namespace DiversityBench.Tests.Suites.Runs;

/// <summary>Claims on the five most probable tokens of every step, out of files that hold them.</summary>
public sealed class RecordedStepsRunTests
{
    /// <summary>
    /// Files hold log-probabilities with four decimals, so a probability p is off by 5e-5 p, and -p ln p by 5e-5 p (1 + |ln p|): over five tokens at most 5e-5 (1 + ln 5), 1.3e-4,
    /// and what the sum adds where the five are scaled to 1.
    /// </summary>
    private const double Rounding = 2e-4;

    private SuiteFolder _folder = null!;
    private ClaimResult[] _drawn = null!;

    [OneTimeSetUp]
    public void ExportARun()
    {
        _folder = new SuiteFolder();
        SuiteProgram.Run(_folder, "pairs=reference", "suites=TokenEntropy", "samples=10", "export=told");
        _drawn = Claims();
        var snippet = Snippet();
        _folder.Edit(manifest =>
        {
            foreach (var kind in new[] { "models", "pairs" })
            {
                foreach (var entry in snippet[kind]!.AsArray())
                    manifest[kind]!.AsArray().Add(entry!.DeepClone());
            }
        });
    }

    [OneTimeTearDown]
    public void DeleteFolder() => _folder.Dispose();

    [TestCase("E3.1")]
    [TestCase("E3.3")]
    public void Exported_samples_give_the_figures_of_the_run(string claim)
    {
        SuiteProgram.Run(_folder, "pairs=reference-paper-recorded+reference-deployed-recorded", "suites=TokenEntropy");

        var recorded = Claims();
        foreach (var run in _drawn.Where(c => c.Claim.Id == claim))
        {
            var again = recorded.Single(c => c.Claim.Id == claim && c.Pair == $"reference-{run.Protocol.ToString().ToLowerInvariant()}-recorded");
            again.Outcome.Should().Be(run.Outcome);
            (again.BaseSamples, again.AlignedSamples).Should().Be((run.BaseSamples, run.AlignedSamples));
            again.BaseValue.Should().BeApproximately(run.BaseValue!.Value, Rounding);
            again.AlignedValue.Should().BeApproximately(run.AlignedValue!.Value, Rounding);
            again.Effect.Should().BeApproximately(run.Effect!.Value, Rounding);
            again.Interval!.Lower.Should().BeApproximately(run.Interval!.Lower, Rounding);
            again.Figures.Select(f => f.Name).Should().Equal(run.Figures.Select(f => f.Name));
            again.Figures.Zip(run.Figures).Should().OnlyContain(f => Math.Abs(f.First.Value!.Value - f.Second.Value!.Value) < Rounding);
        }

        recorded.Where(c => c.Claim.Id is "E3.2" or "E3.4" or "E3.5").Should().HaveCount(6)
            .And.OnlyContain(c => c.Outcome == Outcome.Inconclusive && c.Reason.Contains("needs the probabilities of the whole vocabulary at every step"));
    }

    [Test]
    public void A_step_without_five_tokens_leaves_the_claims_open()
    {
        // Of the 280 answers four are not valid.
        Change("short", model => { }, line => line["logprobs"]![2]!["top_logprobs"]!.AsArray().RemoveAt(4));

        Reasons("short").Should().OnlyContain(reason => reason.Contains("needs the five most probable tokens (top_logprobs) of every step; 1 of 276 answers lack them"));
    }

    [Test]
    public void Models_of_which_no_common_vocabulary_is_known_leave_the_claims_open()
    {
        Change("foreign", model => model["source"]!.AsObject().Remove("vocabulary"), line => { });

        Reasons("foreign").Should().OnlyContain(reason => reason.Contains("needs one vocabulary of both models, named in models.json"));
    }

    /// <summary>Adds a pair whose aligned model is changed, in models.json or in the first line of its file.</summary>
    private void Change(string id, Action<JsonObject> model, Action<JsonObject> firstLine)
    {
        var aligned = Snippet()["models"]!.AsArray().Single(m => (string)m!["id"]! == "reference-ppo-raw")!.DeepClone().AsObject();
        var lines = File.ReadAllLines(Path.Combine(_folder.Root, "told", "reference-ppo-raw.jsonl"));
        var first = JsonNode.Parse(lines[0])!.AsObject();
        firstLine(first);
        lines[0] = first.ToJsonString();
        var path = Path.Combine(_folder.Root, "told", id + ".jsonl");
        File.WriteAllLines(path, lines);
        aligned["id"] = id;
        aligned["source"]!["path"] = $"told/{id}.jsonl";
        aligned["source"]!["sha256"] = Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(path)));
        model(aligned);
        _folder.Edit(manifest => manifest["models"]!.AsArray().Add(aligned));
        _folder.AddPair(id + "-pair", "reference-base-raw", id);
    }

    private string[] Reasons(string id)
    {
        SuiteProgram.Run(_folder, $"pairs={id}-pair", "suites=TokenEntropy").ExitCode.Should().NotBe(0);
        var open = Claims().Where(c => c.Claim.Id is "E3.1" or "E3.3").ToArray();
        open.Should().HaveCount(2).And.OnlyContain(c => c.Outcome == Outcome.Inconclusive && c.Effect == null);
        return [.. open.Select(c => c.Reason)];
    }

    private ClaimResult[] Claims() => [.. ResultsFile.Read(_folder.Results).Claims.Select(c => c.Result)];

    private JsonNode Snippet() => JsonNode.Parse(File.ReadAllText(Path.Combine(_folder.Root, "told", "models.snippet.json")))!;
}
