using System.Text.Json.Nodes;
using DiversityBench.Fixtures.Generations;
using DiversityBench.Fixtures.Recorded;
using DiversityBench.Metrics;
using DiversityBench.Report.Results;
using DiversityBench.Report.Tables;
using DiversityBench.Tests.Report;
using DiversityBench.Verification.Claims;
using FluentAssertions;
using NUnit.Framework;

namespace DiversityBench.Tests.Suites.Runs;

/// <summary>The samples of a run, exported, are a recorded pair that gives the run's verdicts on texts.</summary>
public sealed class ExportRunTests
{
    [Test]
    public void Exported_samples_are_a_pair_with_the_same_results()
    {
        using var folder = new SuiteFolder();
        folder.AddEncoder();
        SuiteProgram.Run(folder, "pairs=reference", "suites=Personas+Semantics", "samples=10", "export=told").Error.Should().Contain("Exported: ").And.Contain("Pairs of these files, for models.json: ");
        var (drawn, notes) = (ResultsFile.Read(folder.Results).Claims.Select(c => c.Result).ToArray(), ResultsFile.Read(folder.Results).Notes);
        var told = Path.Combine(folder.Root, "told");

        Directory.GetFiles(told).Select(Path.GetFileName).Should().BeEquivalentTo("models.snippet.json", "reference-base-raw.jsonl", "reference-ppo-raw.jsonl", "reference-ppo-chat.jsonl");
        var samples = RecordedReader.Read(Path.Combine(told, "reference-ppo-chat.jsonl"), new RecordedFields()).ToArray();
        samples.GroupBy(s => s.PromptId).Should().HaveCount(9, "four prompts of Personas, five of Semantics").And.OnlyContain(p => p.Count() == 10);
        samples[0].Prompt.Should().StartWith("Write a customer persona", "that is how a chat user asks");
        foreach (var sample in samples)
        {
            string.Concat(sample.LogProbabilities!.Select(step => step.Chosen.Token)).Should().Be(sample.Text);
            sample.LogProbabilities!.Should().OnlyContain(step => step.Top.Count == 5 && step.Top[0].LogProbability >= step.Chosen.LogProbability - 2e-4, "none is likelier than the likeliest; four decimals are written");
        }

        notes.Should().Contain(LimitNoteOf(told, Protocol.Paper, "reference-ppo-raw")).And.Contain(LimitNoteOf(told, Protocol.Deployed, "reference-ppo-chat"));

        var snippet = JsonNode.Parse(File.ReadAllText(Path.Combine(told, "models.snippet.json")))!;
        folder.Edit(manifest =>
        {
            foreach (var kind in new[] { "models", "pairs" })
            {
                foreach (var entry in snippet[kind]!.AsArray())
                    manifest[kind]!.AsArray().Add(entry!.DeepClone());
            }
        });
        SuiteProgram.Run(folder, "pairs=reference-paper-recorded+reference-deployed-recorded", "suites=Personas+Semantics");
        var recorded = ResultsFile.Read(folder.Results).Claims.ToDictionary(c => (c.Result.Pair, c.Result.Claim.Id), c => c.Result);

        drawn.Should().HaveCount(2 * 16, "ten claims on personas, six on meaning, two protocols");
        foreach (var claim in drawn)
        {
            // Bars of the ladder's own truth are drawn beside the base model's; a file has no ladder.
            var again = recorded[($"reference-{claim.Protocol.ToString().ToLowerInvariant()}-recorded", claim.Claim.Id)];
            again.Should().BeEquivalentTo(claim, same => same.Excluding(c => c.Pair).Excluding(c => c.Protocol).Excluding(c => c.Bars), claim.Claim.Id);
        }

        var report = UnpackedData.Of(File.ReadAllText(Path.ChangeExtension(folder.Results, null)[..^"results".Length] + "report.html"));
        report.Should().Contain("\"suite\":\"Recorded\"").And.Contain("\"prompt\":\"Semantics/grace-hopper\"").And.Contain("reference-ppo-chat, recorded").And.Contain("Write a customer persona");
    }

    [Test]
    public void Export_that_fails_at_the_end_of_a_run_is_told_by_its_exit_code()
    {
        using var folder = new SuiteFolder();
        string[] parameters = ["pairs=reference", "suites=TokenEntropy", "protocols=paper", "samples=10", "export=told", "accept=true"];
        SuiteProgram.Run(folder, parameters).ExitCode.Should().Be(0, "what is accepted is green");
        File.Delete(Path.Combine(folder.Root, "told", "reference-base-raw.jsonl"));
        Directory.CreateDirectory(Path.Combine(folder.Root, "told", "reference-base-raw.jsonl"));

        var run = SuiteProgram.Run(folder, parameters);

        run.ExitCode.Should().Be(1);
        (run.Output + run.Error).Should().Contain("the file of recorded generations to be writable").And.Contain("reference-base-raw.jsonl");
        File.Exists(folder.Results).Should().BeTrue("verdicts are written before");
    }

    [Test]
    public void Folder_that_cannot_be_written_is_told_before_samples_are_drawn()
    {
        using var folder = new SuiteFolder();

        var run = SuiteProgram.Run(folder, "pairs=reference", "export=models.json/told");

        run.Should().Match<SuiteOutcome>(r => r.ExitCode != 0 && r.Passed == 0 && r.Output.Contains("the file of recorded generations to be writable") && r.Output.Contains("Choose another folder"));
        File.Exists(folder.Store).Should().BeFalse();
    }

    /// <summary>The warning that the ends of the exported samples ask for.</summary>
    private static string LimitNoteOf(string folder, Protocol protocol, string aligned)
    {
        var (ofBase, ofAligned) = (Read("reference-base-raw"), Read(aligned));
        return LimitNote.Of("reference", protocol, [.. ofBase.Select(suite => new EndedAtLimit(suite.Key, Cut(suite), suite.Count(), Cut(ofAligned[suite.Key]), ofAligned[suite.Key].Count()))])!;

        ILookup<string, RecordedSample> Read(string name) => RecordedReader.Read(Path.Combine(folder, name + ".jsonl"), new RecordedFields()).ToLookup(s => s.PromptId.Split('/')[0]);
        static int Cut(IEnumerable<RecordedSample> samples) => samples.Count(s => s.Finish == FinishReason.Length);
    }
}
