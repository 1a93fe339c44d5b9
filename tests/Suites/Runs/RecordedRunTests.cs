using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using DiversityBench.Report.Results;
using DiversityBench.Tests.Committed;
using DiversityBench.Tests.Report;
using DiversityBench.Verification.Claims;
using FluentAssertions;
using NUnit.Framework;

namespace DiversityBench.Tests.Suites.Runs;

/// <summary>Generations made elsewhere, as a pair of the suite: 24 prompts with five answers each, of which the aligned ones repeat themselves.</summary>
public sealed class RecordedRunTests
{
    private const int Prompts = 24;
    private static readonly string[] Things = ["a river", "old music", "the winter", "bread", "two horses", "a treaty", "glass", "engines"];

    [Test]
    public void Recorded_pair_is_judged_on_its_texts_and_never_green_where_they_cannot_tell()
    {
        using var folder = new SuiteFolder();
        Record(folder, "told-base", (p, i) => $"Topic {p}: {Things[(p + (3 * i)) % Things.Length]}, then {Things[(2 * p + i) % Things.Length]} and {p * 7 % 5} more.", end: "length");
        Record(folder, "told-aligned", (p, i) => p == 0 && i == 0 ? null : $"Sure! Topic {p} is about {Things[p % Things.Length]}.");
        folder.AddEncoder();
        folder.AddPair("told", "told-base", "told-aligned");

        var run = SuiteProgram.Run(folder, "pairs=told", "suites=Personas+Semantics+AcrossPrompts+TokenEntropy+Mechanisms+Attractors+Swap+Temperature");

        run.Error.Should().Contain("told, deployed").And.NotContain("told, paper");
        var claims = ResultsFile.Read(folder.Results).Claims.ToDictionary(c => c.Result.Claim.Id, c => c.Result);
        foreach (var id in new[] { "E1.1", "E3.1", "E3.2", "E3.5", "M1", "A1", "K2", "M3" })
        {
            claims[id].Outcome.Should().Be(Outcome.Inconclusive, id);
            claims[id].Reason.Should().Contain("not measurable from recorded answers: needs ", id);
        }

        claims["E3.1"].Reason.Should().Contain("the five most probable tokens (top_logprobs) of every step; 239 of 239 answers lack them");
        claims["E3.2"].Reason.Should().Contain("the probabilities of the whole vocabulary");
        claims["E2.1"].Effect.Should().BePositive("five equal answers to a prompt have no distance");
        claims["E2.1"].AlignedSamples.Should().Be((Prompts - 1) * 5, "the prompt with a missing answer has fewer than five");
        claims["X1.1"].Should().Match<ClaimResult>(x => x.BaseSamples == Prompts && x.Effect > 0 && x.Interval != null && x.IntervalMethod.StartsWith("paired"));
        claims["X1.3"].Figures.Should().Contain(f => f.Name == "common length" && f.Value > 0);
        var report = UnpackedData.Of(File.ReadAllText(Path.ChangeExtension(folder.Results, null)[..^"results".Length] + "report.html"));
        report.Should().Contain("Sure! Topic 3 is about").And.Contain("What is topic 23?").And.Contain("no answer; how it ended is not recorded");
        // How the answers to one prompt ended is not told. Wilson's intervals of 115 of 115 and of 0 of 115 are 3.2 points wide, so that of their difference is 3.2 x sqrt(2) = 4.6.
        ResultsFile.Read(folder.Results).Notes.Should().ContainSingle(note => note.Contains("Recorded: base 100.0 % of 115, aligned 0.0 % of 115, difference [-100.0, -95.4] points."));
        ResultsFile.Read(folder.Results).Run.Parameters.Keys.Should().Equal(["pairs", "protocols", "suites"], "how the samples were drawn is not known");
        run.Passed.Should().Be(claims.Values.Count(c => c.Outcome == Outcome.Supported), "nothing else is green");
    }

    [Test]
    public void A_second_run_tests_nothing_and_finds_the_same()
    {
        using var folder = new SuiteFolder();
        Record(folder, "told-base", (p, i) => $"Topic {p}: {Things[(p + (3 * i)) % Things.Length]}.");
        Record(folder, "told-aligned", (p, i) => $"Sure! Topic {p} is about {Things[p % Things.Length]}.");
        folder.AddEncoder();
        folder.AddPair("told", "told-base", "told-aligned");
        string[] arguments = ["pairs=told", "suites=Semantics"];
        SuiteProgram.Run(folder, arguments);
        var claims = folder.Claims;
        folder.Query("DELETE FROM embeddings RETURNING 'one'").Should().NotBeEmpty("meanings were compared");

        SuiteProgram.Run(folder, arguments);

        folder.Claims.Should().Be(claims);
        folder.Query("SELECT 'one' FROM embeddings").Should().BeEmpty("no text was encoded again");
    }

    [Test]
    public void Recorded_generations_and_weights_form_no_pair()
    {
        using var folder = new SuiteFolder();
        Record(folder, "told-base", (p, i) => $"{p} {i}");
        folder.AddPair("mixed", "told-base", "reference-ppo");

        var run = SuiteProgram.Run(folder, "pairs=mixed");

        run.ExitCode.Should().NotBe(0);
        run.Output.Should().Contain("be both recorded, both served or both have weights").And.Contain("Give one of them the other's engine");
    }

    [Test]
    public void One_file_under_two_names_is_no_pair()
    {
        using var folder = new SuiteFolder();
        foreach (var id in new[] { "told-base", "told-aligned" })
            Record(folder, id, (p, i) => $"{p} {i}");
        folder.AddPair("told", "told-base", "told-aligned");

        var run = SuiteProgram.Run(folder, "pairs=told");

        run.ExitCode.Should().NotBe(0);
        run.Output.Should().Contain("Expected the two models of pair told to be two models").And.Contain("the same content under both ids");
    }

    [Test]
    public void A_vocabulary_without_tokens_is_told()
    {
        using var folder = new SuiteFolder();
        folder.AddEncoder();
        foreach (var id in new[] { "told-base", "told-aligned" })
            Record(folder, id, (p, i) => $"{Things[(p + i) % Things.Length]} and {p}, {id}", new JsonObject { ["size"] = 100, ["sha256"] = new string('0', 64) });
        folder.AddPair("told", "told-base", "told-aligned");

        var run = SuiteProgram.Run(folder, "pairs=told", "suites=Semantics");

        run.ExitCode.Should().NotBe(0);
        run.Output.Should().Contain("Expected a recorded answer to have the log-probabilities of its tokens because models.json names its vocabulary").And.Contain("leave out vocabulary");
    }

    [Test]
    public void A_manifest_without_encoders_takes_the_one_that_is_shipped()
    {
        using var folder = new SuiteFolder();
        foreach (var id in new[] { "told-base", "told-aligned" })
            Record(folder, id, (p, i) => $"{Things[(p + i) % Things.Length]} and {p}, {id}");
        folder.AddPair("told", "told-base", "told-aligned");
        folder.Edit(manifest => manifest.Remove("encoders"));

        SuiteProgram.Run(folder, "--doctor").Output.Should().Contain("Encoder  all-MiniLM-L6-v2: ready\n").And.Contain("  told           ready (recorded, MIT)\n");
        SuiteProgram.Run(folder, "pairs=told", "suites=Semantics");

        ResultsFile.Read(folder.Results).Claims.Single(c => c.Result.Claim.Id == "E2.1").Result.Effect.Should().NotBeNull();
    }

    // As servers' users write them down: the prompt, an answer, no name of the prompt.
    [Test]
    public void Prompts_that_are_their_own_names_are_found_among_the_suites()
    {
        using var folder = new SuiteFolder();
        folder.AddEncoder();
        foreach (var id in new[] { "base", "ppo" })
        {
            var answers = CommittedFile.Read("reference-" + id).Where(sample => sample.PromptId == CommittedPrompts.Persona);
            var lines = answers.Select(sample => JsonSerializer.Serialize(new { prompt = sample.Prompt, n = sample.Index, text = sample.Text, finish_reason = sample.Finish }));
            Add(folder, "told-" + id, string.Join('\n', lines), new JsonObject { ["fields"] = new JsonObject { ["promptId"] = "prompt", ["sampleIndex"] = "n" } });
        }

        folder.AddPair("told", "told-base", "told-ppo");

        SuiteProgram.Run(folder, "pairs=told", "suites=Personas");

        ResultsFile.Read(folder.Results).Claims.Single(c => c.Result.Claim.Id == "E1.1").Result.Effect.Should().NotBeNull("the prompt is one of the suite's");
    }

    private static void Record(SuiteFolder folder, string id, Func<int, int, string?> answer, JsonObject? vocabulary = null, string end = "stop")
    {
        var lines = from p in Enumerable.Range(0, Prompts)
                    from i in Enumerable.Range(0, 5)
                    select JsonSerializer.Serialize(new { prompt_id = p, prompt = $"What is topic {p}?", sample_index = i, text = answer(p, i), finish_reason = p == 0 ? "not told" : end });
        Add(folder, id, string.Join('\n', lines), vocabulary is null ? [] : new JsonObject { ["vocabulary"] = vocabulary.DeepClone() });
    }

    /// <summary>Adds a model of a file.</summary>
    private static void Add(SuiteFolder folder, string id, string lines, JsonObject source)
    {
        var content = Encoding.UTF8.GetBytes(lines);
        File.WriteAllBytes(Path.Combine(folder.Root, id + ".jsonl"), content);
        source["type"] = "recorded";
        source["path"] = id + ".jsonl";
        source["sha256"] = Convert.ToHexStringLower(SHA256.HashData(content));
        folder.Edit(manifest => manifest["models"]!.AsArray().Add(new JsonObject { ["id"] = id, ["engine"] = "recorded", ["source"] = source, ["licence"] = "MIT" }));
    }
}
