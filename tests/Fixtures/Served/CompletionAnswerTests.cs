using System.Text.Json;
using DiversityBench.Fixtures.Served;
using DiversityBench.Metrics.Errors;
using FluentAssertions;
using NUnit.Framework;

namespace DiversityBench.Tests.Fixtures.Served;

internal sealed class CompletionAnswerTests
{
    [TestCase("completions-greedy-logprobs.json")]
    [TestCase("completions-logprobs-20.json")]
    [TestCase("chat-completions.json")]
    public void Answers_of_llama_server_are_read(string example)
    {
        using var document = JsonDocument.Parse(File.ReadAllText(TestData.Shared("tools", "llama.cpp", "examples", example)));
        var body = document.RootElement.GetProperty("response").GetProperty("body");

        var answer = new CompletionAnswer(body).Read(Fault);

        var choice = body.GetProperty("choices")[0];
        answer.Text.Should().Be((choice.TryGetProperty("message", out var message) ? message.GetProperty("content") : choice.GetProperty("text")).GetString()).And.NotBeEmpty();
        answer.Finish.Should().Be(choice.GetProperty("finish_reason").GetString());
        if (choice.TryGetProperty("logprobs", out var steps) && steps.ValueKind == JsonValueKind.Object)
            string.Concat(Texts(answer)!).Should().Be(answer.Text);
    }

    [Test]
    public void Tokens_that_are_parts_of_a_character_add_it_with_the_last_of_them()
    {
        var answer = Read("""
            {"choices": [{"message": {"content": "né"}, "finish_reason": "length", "logprobs": {"content": [
              {"token": "n", "bytes": [110], "logprob": -1, "top_logprobs": []},
              {"token": "\ufffd", "bytes": [195], "logprob": -2, "top_logprobs": []},
              {"token": "\ufffd", "bytes": [169], "logprob": -3, "top_logprobs": []}]}}]}
            """);

        Texts(answer).Should().Equal("n", "", "é");
    }

    [Test]
    public void Steps_that_are_not_those_of_the_text_are_left_out() =>
        Read("""{"choices": [{"text": "in the COBOL", "finish_reason": "length", "logprobs": {"tokens": ["in"], "token_logprobs": [-1], "top_logprobs": [{}]}}]}""").StepsOfText().Should().BeNull();

    [Test]
    public void A_stop_string_is_told_apart_from_an_end_where_the_server_does() =>
        Read("""{"choices": [{"text": "a", "finish_reason": "stop", "stop_reason": "\n"}]}""").Finish.Should().Be("stop_string");

    [Test]
    public void Trimmed_texts_keep_their_steps() =>
        Texts(Read("""{"choices": [{"message": {"content": "Sure."}, "finish_reason": "stop", "logprobs": {"content": [{"token": " Sure", "logprob": -1}, {"token": ".", "logprob": -1}, {"token": "<|end|>", "logprob": 0}]}}]}"""))
            .Should().Equal(" Sure", ".", "");

    private static IEnumerable<string>? Texts(ServedAnswer answer) => answer.StepsOfText()?.Select(step => step.Chosen.Token);

    private static BenchException Fault((string Expectation, string Finding) what) => new(new ErrorText("log-probabilities", what.Expectation, "they are read", what.Finding, "Correct them"));

    private static ServedAnswer Read(string json)
    {
        using var document = JsonDocument.Parse(json);
        return new CompletionAnswer(document.RootElement).Read(Fault);
    }
}
