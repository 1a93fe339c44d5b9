using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json.Nodes;
using DiversityBench.Fixtures.Hub;
using DiversityBench.Fixtures.Sampling;
using DiversityBench.Fixtures.Served;
using DiversityBench.Metrics.Errors;
using FluentAssertions;
using NUnit.Framework;

namespace DiversityBench.Tests.Fixtures.Served;

/// <summary>Rows 28 to 35 of the faults that the suite must survive.</summary>
internal sealed class EndpointFaultTests : ServedTestBase
{
    [Test]
    public void A_refused_connection_is_tried_again_and_told_with_url_and_phase()
    {
        Server.Dispose();

        ErrorOf().Should().ContainAll("Connection refused", $"URL: {Server.Address}models\n", "Phase: connecting\n", "Tries: 5\n", "Model: some/model\n");
        Clock.Waits.Select(wait => wait.TotalSeconds).Should().Equal(1, 2, 4, 8);
    }

    [Test]
    public void A_name_that_no_server_knows_is_told_with_url_and_phase() =>
        ErrorOf(Arm(change: endpoint => endpoint with { Address = new Uri("http://no-such-host.invalid/v1/") })).Should().ContainAll("URL: http://no-such-host.invalid/v1/models\n", "Phase: connecting\n");

    [Test]
    public void A_server_that_is_silent_is_left_with_url_and_phase()
    {
        using var silent = new TcpListener(IPAddress.Loopback, 0);
        silent.Start();
        using var http = HubModels.CreateHttp();
        var endpoint = Arm().Endpoint with { Address = new Uri($"http://{silent.LocalEndpoint}/v1/") };
        var client = new EndpointClient(http, endpoint, null, Clock, _ => { }) { Patience = TimeSpan.FromMilliseconds(50) };

        var error = FluentActions.Invoking(() => client.RequireModelAsync(CancellationToken.None).GetAwaiter().GetResult()).Should().Throw<BenchException>().Which.Message;

        error.Should().ContainAll($"URL: {endpoint.Address}models\n", "Phase: waiting for the answer\n", "nothing in 0 s");
    }

    [Test]
    public void A_server_that_loads_is_waited_for_and_the_wait_is_told()
    {
        Server.OnRequest = (_, number, response) => Send(number < 4, response, 503, """{"error": {"message": "Loading model", "type": "unavailable_error", "code": 503}}""");

        Draw().Samples.Should().Be(Samples);

        Clock.Waits.Select(wait => wait.TotalSeconds).Should().Equal(2, 2, 2);
        Progress.Lines.Should().Contain(line => line.EndsWith("not ready for 4 s"));
    }

    [Test]
    public void A_server_that_never_gets_ready_is_left_with_the_time_that_it_was_waited_for()
    {
        Server.OnRequest = (_, _, response) => Send(true, response, 503, "");

        ErrorOf().Should().Contain("it still busy or loading after 600 s (status 503)");
    }

    [TestCase("""{"object": "error", "message": "Requested sample logprobs of 5, which is greater than max allowed: 0", "code": 400}""")]
    [TestCase("""{"error": {"message": "logprobs is not supported with this model", "type": "BadRequestError"}}""")]
    public void Log_probabilities_above_the_cap_name_the_flag_of_the_server(string body)
    {
        Server.OnRequest = (path, _, response) => Send(path.EndsWith("completions", StringComparison.Ordinal), response, 400, body);

        ErrorOf().Should().ContainAll("status 400", "vLLM: --max-logprobs 5", "topLogProbabilities", "E3.1 and E3.3 need 5");
    }

    [Test]
    public void No_choice_at_all_is_rejected_and_not_stored()
    {
        Server.OnAnswer = (_, answer) => answer["choices"] = new JsonArray();

        ErrorOf().Should().Contain("but found 0 choices, where one was asked for.");
        AskedAnew();
    }

    [Test]
    public void Equal_samples_that_chance_does_not_explain_are_the_servers_fault()
    {
        Server.OnAnswer = (_, answer) => SetText(answer, " always the same.", -3);

        ErrorOf().Should().ContainAll("found the same text 6 times for the prompt Stories/a-prompt", "follow temperature and seed", "change revision");
    }

    [Test]
    public void Equal_samples_of_a_model_that_is_sure_are_its_own()
    {
        Server.OnAnswer = (_, answer) => SetText(answer, " always the same.", -0.01);

        Read(Draw()).Select(s => s.Text).Distinct().Should().Equal(" always the same.");
    }

    [Test]
    public void Equal_samples_that_truncation_explains_are_no_fault()
    {
        Server.OnAnswer = (_, answer) => SetText(answer, " always the same.", -3);

        Read(Draw(Arm(sampling: new SamplingOptions { TopP = 0.5 }))).Should().HaveCount(Samples);
    }

    [Test]
    public void Samples_without_a_text_are_not_taken_for_equal_ones()
    {
        Server.OnAnswer = (_, answer) => answer["choices"]![0]!["text"] = null;

        Draw().WithoutText.Should().Be(Samples);
    }

    [Test]
    public void Equal_samples_without_log_probabilities_are_never_reported_as_collapse()
    {
        Server.OnAnswer = (_, answer) =>
        {
            SetText(answer, " always the same.", -0.01);
            answer["choices"]![0]!.AsObject().Remove("logprobs");
        };

        ErrorOf().Should().Contain("which its probabilities do not explain");
    }

    [Test]
    public void A_server_that_ignores_seeds_is_noted()
    {
        var count = 0;
        Server.OnAnswer = (_, answer) => SetText(answer, $" answer {Interlocked.Increment(ref count)}.", -1);

        Draw().IsRepeatable.Should().BeFalse();
        Draw().IsRepeatable.Should().BeFalse("a second run, which asks nothing, says so too");
    }

    [TestCase("{\"choices\": [{\"text\": \"cut o", "no JSON: ")]
    [TestCase("[]", "JSON that is no object")]
    [TestCase("{\"error\": {\"message\": \"CUDA out of memory\"}}", "a success with an error in it: CUDA out of memory")]
    [TestCase("{\"object\": \"error\"}", "no list of choices")]
    [TestCase("{\"choices\": [{\"text\": 5}]}", "text that is Number")]
    [TestCase("{\"choices\": [{\"text\": \"a\", \"logprobs\": {\"tokens\": [\"a\"], \"token_logprobs\": [-1, -2], \"top_logprobs\": [null]}}]}", "log-probabilities that do not be as many as tokens: 1 tokens, 2 token_logprobs and 1 top_logprobs")]
    public void What_is_no_answer_is_rejected_and_not_stored(string body, string finding)
    {
        Server.OnRequest = (path, _, response) => Send(path.EndsWith("completions", StringComparison.Ordinal), response, 200, body);

        ErrorOf().Should().Contain("found " + finding).And.Contain("nothing of this answer was stored");
        AskedAnew();
    }

    [Test]
    public void Bytes_that_are_no_text_are_rejected_and_not_stored()
    {
        Server.OnRequest = (path, _, response) =>
        {
            if (!path.EndsWith("completions", StringComparison.Ordinal))
                return false;
            LoopbackEndpoint.Send(response, 200, [.. "{\"choices\": [{\"text\": \""u8, 0xC3, 0x28, .. "\"}]}"u8]);
            return true;
        };

        ErrorOf().Should().Contain("but found bytes that are no UTF-8.");
        AskedAnew();
    }

    [Test]
    public void An_answer_that_breaks_off_is_asked_for_again()
    {
        Server.OnRequest = (path, number, response) =>
        {
            if (!path.EndsWith("completions", StringComparison.Ordinal) || number > 3)
                return false;
            response.ContentLength64 = 1000;
            response.OutputStream.Write("{\"choices\""u8);
            response.OutputStream.Flush();
            response.Abort();
            return true;
        };

        Read(Draw()).Should().HaveCount(Samples);
        Clock.Waits.Should().NotBeEmpty();
    }

    [Test]
    public void A_busy_server_is_waited_for_as_long_as_it_asks_within_a_cap()
    {
        Server.OnRequest = (path, number, response) =>
        {
            response.AddHeader("Retry-After", "17");
            return Send(path.EndsWith("completions", StringComparison.Ordinal) && number == 2, response, 429, """{"error": "slow down"}""");
        };

        Draw().Samples.Should().Be(Samples);
        Clock.Waits.Select(wait => wait.TotalSeconds).Should().Equal(17);

        Server.OnRequest = (_, _, response) =>
        {
            response.AddHeader("Retry-After", "86400");
            return Send(true, response, 429, """{"error": "slow down"}""");
        };
        ErrorOf(Arm() with { Seed = 2 }).Should().Contain("status 429, slow down").And.Contain("Run again in 1440 minutes");
    }

    [Test]
    public void A_date_that_has_passed_asks_for_no_wait()
    {
        Server.OnRequest = (path, number, response) =>
        {
            response.AddHeader("Retry-After", "Wed, 21 Oct 2015 07:28:00 GMT");
            return Send(path.EndsWith("completions", StringComparison.Ordinal) && number == 2, response, 429, "");
        };

        Draw().Samples.Should().Be(Samples);
    }

    [Test]
    public void Another_model_is_rejected_and_the_served_ones_are_listed() =>
        ErrorOf(Arm(change: endpoint => endpoint with { Model = "some/modal" })).Should().ContainAll("Expected the server to serve some/modal", "Valid: some/model\n");

    [Test]
    public void An_answer_of_another_model_is_rejected()
    {
        Server.OnAnswer = (_, answer) => answer["model"] = "fallback/model";

        ErrorOf().Should().Contain("but found an answer of fallback/model.");
        AskedAnew();
    }

    [Test]
    public void An_empty_text_and_a_missing_one_stay_distinct()
    {
        Server.OnAnswer = (request, answer) => answer["choices"]![0]!["text"] = ((int)request["seed"]! % 2) switch { 0 => "", _ => null };

        var file = Draw(Arm() with { Seed = 3 });

        var texts = Read(file).Select(s => s.Text).ToArray();
        texts.Distinct().Should().BeEquivalentTo(["", null]);
        file.WithoutText.Should().Be(texts.Count(text => text is null));
    }

    [Test]
    public void An_answer_that_llama_server_withholds_is_one_without_a_text()
    {
        Server.OnRequest = (path, number, response) => Send(
            path.EndsWith("completions", StringComparison.Ordinal) && number == 5, response, 500, """{"error":{"code":500,"message":"The model produced output that does not match the expected Content-only format","type":"server_error"}}""");

        Draw().Should().Match<ServedFile>(file => file.Samples == Samples && file.WithoutText == 1);
    }

    [TestCase(302, "Name the address that the server redirects to")]
    [TestCase(404, "the url ends with the API's version")]
    [TestCase(403, "keyVariable of the source")]
    [TestCase(500, "as its message says")]
    public void A_refusal_is_told_with_what_the_server_says(int status, string next)
    {
        Server.OnRequest = (path, _, response) => Send(path.EndsWith("completions", StringComparison.Ordinal), response, status, """{"error": {"message": "not here"}}""");

        ErrorOf().Should().ContainAll($"but found status {status}, not here.", $"URL: {Server.Address}completions\n", next);
        Clock.Waits.Should().BeEmpty();
    }

    private void AskedAnew()
    {
        (Server.OnRequest, Server.OnAnswer) = ((_, _, _) => false, (_, _) => { });
        Read(Draw()).Select(s => s.Text).Should().OnlyContain(text => text!.StartsWith(" word", StringComparison.Ordinal));
    }

    private static bool Send(bool isMeant, HttpListenerResponse response, int status, string body)
    {
        if (isMeant)
            LoopbackEndpoint.Send(response, status, Encoding.UTF8.GetBytes(body));
        return isMeant;
    }

    private static void SetText(JsonObject answer, string text, double logProbability)
    {
        var choice = answer["choices"]![0]!;
        choice["text"] = text;
        choice["logprobs"] = new JsonObject { ["tokens"] = new JsonArray(text), ["token_logprobs"] = new JsonArray(logProbability), ["top_logprobs"] = new JsonArray((JsonNode?)null) };
    }
}
