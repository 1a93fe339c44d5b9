using System.Text.Json.Nodes;
using DiversityBench.Fixtures.Generations;
using DiversityBench.Fixtures.Sampling;
using FluentAssertions;
using NUnit.Framework;

namespace DiversityBench.Tests.Fixtures.Served;

internal sealed class ServedSamplesTests : ServedTestBase
{
    [TestCase(false)]
    [TestCase(true)]
    public void Every_sample_is_asked_for_by_itself_and_kept_with_its_seed(bool isChat)
    {
        var file = Draw(Arm(isChat));

        file.Should().Match<DiversityBench.Fixtures.Served.ServedFile>(f => f.IsRepeatable && f.Samples == Samples && f.WithoutText == 0);
        var samples = Read(file);
        samples.Should().HaveCount(Samples).And.OnlyContain(s => s.PromptId == "Stories/a-prompt" && s.Prompt == (isChat ? "Tell a story." : "Once upon a time") && s.Finish == FinishReason.EndOfSequence);
        samples.Select(s => s.Index).Should().Equal(Enumerable.Range(0, Samples));
        samples.Select(s => s.Text).Should().OnlyHaveUniqueItems();
        samples.Should().OnlyContain(s => string.Concat(s.LogProbabilities!.Select(step => step.Chosen.Token)) == s.Text && s.LogProbabilities!.Last().Chosen.Token == "", "the step that ended the answer adds nothing to it");
        samples[0].LogProbabilities![0].Top.Select(top => top.LogProbability).Should().Equal(isChat ? [-0.25] : [-0.5, -1.5]);

        var asked = Server.Asked.ToArray();
        asked.Should().HaveCount(Samples + 1, "one sample is asked for again, to see whether seeds are followed").And.OnlyContain(a => (int)a["n"]! == 1);
        asked.Select(a => (int)a["seed"]!).Distinct().Should().HaveCount(Samples).And.BeEquivalentTo(File.ReadLines(file.Model.GraphPath).Select(line => (int)JsonNode.Parse(line)!["seed"]!));
    }

    [Test]
    public void Nothing_is_left_to_the_defaults_of_the_server()
    {
        Draw(Arm(sampling: new SamplingOptions { Temperature = 0.7, TopK = 40, TopP = 0.9, MinP = 0.05, RepetitionPenalty = 1.1 }, stops: ["\n\n", "###"]));
        Draw(Arm(isChat: true));

        var (raw, chat) = (Server.Asked.First(), Server.Asked.Last());
        raw.Remove("seed");
        raw.ToJsonString().Should().Be(
            """{"model":"some/model","prompt":"Once upon a time","n":1,"max_tokens":8,"temperature":0.7,"top_p":0.9,"top_k":40,"min_p":0.05,"frequency_penalty":0,"presence_penalty":0,"repetition_penalty":1.1,"repeat_penalty":1.1,"repeat_last_n":-1,"typical_p":1,"dynatemp_range":0,"xtc_probability":0,"dry_multiplier":0,"mirostat":0,"cache_prompt":false,"stop":["\n\n","###"],"logprobs":5}""");
        chat["messages"]!.ToJsonString().Should().Be("""[{"role":"user","content":"Tell a story."}]""");
        ((int)chat["top_k"]!, (bool)chat["logprobs"]!, (int)chat["top_logprobs"]!).Should().Be((-1, true, 5));
    }

    [Test]
    public void A_second_run_asks_nothing()
    {
        var first = Draw();
        var asked = Server.Asked.Count;
        Server.Dispose();

        var second = Draw();

        second.Should().BeEquivalentTo(first);
        Server.Asked.Should().HaveCount(asked);
    }

    [Test]
    public void A_run_that_broke_off_goes_on_with_what_is_missing()
    {
        Server.OnRequest = (path, number, response) => Refuse(path.EndsWith("completions", StringComparison.Ordinal) && number > 5, response);
        ErrorOf();
        Server.OnRequest = (_, _, _) => false;
        var before = Server.Asked.Count;

        var file = Draw();

        before.Should().BeInRange(1, 4, "the first request asked for the models");
        Server.Asked.Count.Should().Be(Samples + 1, "what came is kept");
        Read(file).Should().HaveCount(Samples);
    }

    [Test]
    public void Samples_depend_on_model_form_sampling_and_seed_and_on_nothing_else()
    {
        var first = Draw();
        string[] others =
        [
            Draw(Arm(isChat: true)).Model.Fingerprint, Draw(Arm() with { Seed = 2 }).Model.Fingerprint, Draw(Arm(sampling: new SamplingOptions { Temperature = 0.5 })).Model.Fingerprint,
        ];

        others.Append(first.Model.Fingerprint).Should().OnlyHaveUniqueItems();
        Read(Draw(samples: Samples - 1)).Should().BeEquivalentTo(Read(first).Take(Samples - 1), "more samples change none of those that are there");
    }

    [Test]
    public void Another_revision_is_drawn_anew()
    {
        Draw();
        var asked = Server.Asked.Count;

        Draw(Arm(change: endpoint => endpoint with { Revision = "step-2000" }));

        Server.Asked.Should().HaveCount(2 * asked);
    }

    [Test]
    public void Without_log_probabilities_none_are_asked_for()
    {
        Server.OnAnswer = (_, answer) => answer["choices"]![0]!.AsObject().Remove("logprobs");

        var samples = Read(Draw(Arm(change: endpoint => endpoint with { TopLogProbabilities = 0 })));

        Server.Asked.Should().OnlyContain(a => !a.ContainsKey("logprobs"));
        samples.Should().OnlyContain(s => s.LogProbabilities == null);
    }

    [Test]
    public void A_key_is_sent_and_never_printed()
    {
        var arm = Arm(change: endpoint => endpoint with { KeyVariable = KeyVariable });
        Draw(arm);
        Server.Keys.Should().OnlyContain(key => key == "Bearer " + Secret);
        Server.OnRequest = (_, _, response) => Refuse(true, response, 401, $"invalid key {Secret}");

        ErrorOf(arm with { Seed = 5 }).Should().Contain("status 401, invalid key (the key).").And.Contain($"Set {KeyVariable} to a valid key").And.NotContain(Secret);
        Directory.EnumerateFiles(Folder.Path, "*", SearchOption.AllDirectories).Select(File.ReadAllText).Should().OnlyContain(text => !text.Contains(Secret));
    }

    [Test]
    public void A_key_that_is_not_set_is_told_before_anything_is_asked()
    {
        ErrorOf(Arm(change: endpoint => endpoint with { KeyVariable = "ANOTHER_KEY" })).Should().Contain("Expected the environment variable ANOTHER_KEY to hold the key of the API").And.Contain("but found none.");
        Server.Keys.Should().BeEmpty();
    }

    private static bool Refuse(bool isRefused, System.Net.HttpListenerResponse response, int status = 400, string message = "no")
    {
        if (isRefused)
            LoopbackEndpoint.Send(response, status, $$$"""{"error": {"message": "{{{message}}}", "type": "invalid_request_error"}}""");
        return isRefused;
    }
}
