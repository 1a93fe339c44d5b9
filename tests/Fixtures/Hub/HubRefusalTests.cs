using System.Globalization;
using DiversityBench.Fixtures.Hub;
using DiversityBench.Metrics.Errors;
using FluentAssertions;
using NUnit.Framework;

namespace DiversityBench.Tests.Fixtures.Hub;

/// <summary>A hub that will not give a file says why, what there is and what to do; the token is in no text.</summary>
internal sealed class HubRefusalTests : HubTestBase
{
    private const string Secret = "hf_very_secret";

    [Test]
    public void A_401_is_told_as_missing_private_or_gated()
    {
        var error = ErrorOf(Model() with { Hub = new("somebody/other", "main") });

        error.Should().ContainAll("it is missing, private or gated", "no token was sent", "(status 401, RepoNotFound)", "Repository: somebody/other@main", $"{Hub.Endpoint}/somebody/other", "HF_TOKEN");
        Hub.Requests.Should().ContainSingle("a refusal does not pass").Which.Authorization.Should().BeNull();
    }

    [Test]
    public void A_gated_repository_names_its_licence_page()
    {
        Hub.OnRequest = _ => new HubAnswer(401) { Headers = { ["X-Error-Code"] = "GatedRepo" } };

        ErrorOf().Should().ContainAll("to be open to this user", $"Licence page: {Hub.Endpoint}/{Repo}", "Accept the licence", "set HF_TOKEN");
    }

    [Test]
    public void A_403_names_the_licence_page_and_the_scope_of_the_token()
    {
        Hub.OnRequest = _ => new HubAnswer(403) { Headers = { ["X-Error-Code"] = "GatedRepo" } };

        var error = ErrorOf(settings: Settings(Secret));

        error.Should().ContainAll("a token was sent", $"Licence page: {Hub.Endpoint}/{Repo}", "scope to read gated repositories").And.NotContain(Secret);
        Hub.Requests.Should().OnlyContain(request => request.Authorization == $"Bearer {Secret}");
    }

    [Test]
    public void A_missing_revision_lists_the_branches()
    {
        Hub.Branches["v2"] = LoopbackHub.Commit;

        var error = ErrorOf(Model("v3"));

        error.Should().ContainAll("the revision v3 of somebody/some-model to be there", "Next step: Correct revision in models.json");
        error.Should().MatchRegex("Available: (main, v2|v2, main)\n");
    }

    [Test]
    public void A_missing_file_lists_the_files()
    {
        var error = ErrorOf(Model("main", null, "config.json"));

        error.Should().Contain("the file config.json of somebody/some-model@");
        error.Should().MatchRegex($"Available: ({Graph}, tokenizer.json|tokenizer.json, {Graph})\n");
        File.Exists(LockPath).Should().BeFalse("nothing is pinned of a download that failed");
    }

    [Test]
    public async Task A_missing_file_ends_the_downloads_beside_it_at_once()
    {
        using var begun = new ManualResetEventSlim();
        var held = new TaskCompletionSource();
        Hub.OnRequest = request =>
        {
            if (request.Path.StartsWith("/store/", StringComparison.Ordinal))
            {
                begun.Set();
                return new HubAnswer(200, Weights) { CutAfter = 1000, Hold = held.Task };
            }

            if (request.Path.EndsWith("config.json", StringComparison.Ordinal))
                begun.Wait(TimeSpan.FromSeconds(20));
            return null;
        };

        var error = Task.Run(() => ErrorOf(Model("main", null, "config.json")));

        // A body that says nothing more is waited for 60 s.
        (await Task.WhenAny(error, Task.Delay(TimeSpan.FromSeconds(40)))).Should().Be(error);
        held.SetResult();
        (await error).Should().Contain("the file config.json of somebody/some-model@");
    }

    [TestCase("Retry-After", "7", 7)]
    [TestCase("Retry-After", "Fri, 02 Jan 2026 03:04:17 GMT", 12)]
    [TestCase("RateLimit", "\"resolvers\";r=0;t=55", 55)]
    [TestCase("X-RateLimit-Reset", "9", 9)]
    [TestCase("X-RateLimit-Reset", "1767323060", 15)] // 2026-01-02 03:04:20 UTC
    public void A_429_is_waited_out_as_the_hub_asks(string header, string value, int seconds)
    {
        var refusals = 2;
        Hub.OnRequest = request => request.Method == "HEAD" && request.Path.EndsWith(Graph, StringComparison.Ordinal) && Interlocked.Decrement(ref refusals) >= 0
            ? new HubAnswer(429) { Headers = { [header] = value } } : null;

        Verify();

        Clock.Waits.Should().Equal(TimeSpan.FromSeconds(seconds), TimeSpan.FromSeconds(seconds));
    }

    // 2026-01-02 03:04:05 UTC and 2^31 - 1 seconds: date -u -d '2026-01-02 03:04:05 UTC + 2147483647 seconds'
    [TestCase("RateLimit", "\"resolvers\";r=0;t=9223372036854775807")]
    [TestCase("X-RateLimit-Reset", "9223372036854775807")]
    public void A_429_beyond_all_dates_names_the_latest_deadline(string header, string value)
    {
        Hub.OnRequest = _ => new HubAnswer(429) { Headers = { [header] = value } };

        ErrorOf().Should().ContainAll("(status 429)", "Deadline: 2094-01-20 06:18:12 UTC");
    }

    [TestCase("86400", "2026-01-03 03:04:05 UTC")]
    [TestCase("Fri, 02 Jan 2026 04:04:05 GMT", "2026-01-02 04:04:05 UTC")]
    public void A_429_beyond_the_longest_wait_names_the_deadline(string after, string deadline)
    {
        Hub.OnRequest = _ => new HubAnswer(429) { Headers = { ["Retry-After"] = after } };

        ErrorOf().Should().ContainAll("a limit on requests", "(status 429)", $"Deadline: {deadline}", "Longest wait: 5 min");
        Clock.Waits.Should().BeEmpty();
    }

    [Test]
    public void A_429_that_stays_ends_after_five_tries()
    {
        Hub.OnRequest = _ => new HubAnswer(429) { Headers = { ["Retry-After"] = "1" } };

        ErrorOf().Should().ContainAll("Tries: 5", "Deadline: 2026-01-02 03:04:06 UTC");
        Hub.Requests.Should().HaveCount(5);
    }

    [Test]
    public void A_fault_of_the_hub_is_tried_again_at_growing_distance()
    {
        var faults = 3;
        Hub.OnRequest = _ => Interlocked.Decrement(ref faults) >= 0 ? new HubAnswer(503) : null;

        Verify();

        Clock.Waits.Select(wait => wait.TotalSeconds.ToString(CultureInfo.InvariantCulture)).Should().Equal("1", "2", "4");
    }

    [Test]
    public void The_token_goes_to_the_hub_and_to_no_host_that_it_redirects_to()
    {
        Verify(settings: Settings(Secret));

        Hub.Requests.Where(request => request.Host == "localhost").Should().NotBeEmpty().And.OnlyContain(request => request.Authorization == null);
        Hub.Requests.Where(request => request.Host == "127.0.0.1").Should().NotBeEmpty().And.OnlyContain(request => request.Authorization == $"Bearer {Secret}");
    }

    [Test]
    public void A_renamed_repository_is_found_under_its_new_name()
    {
        Hub.OnRequest = request => request.Path.StartsWith("/somebody/old/", StringComparison.Ordinal)
            ? new HubAnswer(307) { Headers = { ["Location"] = request.Path.Replace("/old/", "/some-model/", StringComparison.Ordinal) } } : null;

        Verify(Model() with { Hub = new("somebody/old", "main") }).Files.Should().HaveCount(2);
    }

    [TestCase("hf_very_secret\nmore")]
    [TestCase("hf_very_secret more")]
    [TestCase("hf_very_secret\u00e9")]
    public void A_token_that_fits_no_header_is_refused_unprinted(string token)
    {
        ErrorOf(settings: Settings(token)).Should().ContainAll("Expected the token of the hub to be one word", "a line break", "HF_TOKEN").And.NotContain(Secret);
        Hub.Requests.Should().BeEmpty();
    }

    [TestCase("ftp://localhost/model.onnx", "but found one with ftp:")]
    [TestCase("file:///model.onnx", "but found one with file:")]
    public void A_redirect_out_of_the_web_is_named(string place, string finding)
    {
        Hub.OnRequest = request => request.Method == "GET" ? new HubAnswer(302) { Headers = { ["Location"] = place } } : null;

        ErrorOf().Should().ContainAll("Expected a redirect of the host 127.0.0.1 to lead to an address with https:// or http://", finding);
    }

    [Test]
    public void A_list_of_what_there_is_that_never_ends_is_done_without()
    {
        var held = new TaskCompletionSource();
        Hub.OnRequest = request => request.Path.StartsWith("/api/", StringComparison.Ordinal) ? new HubAnswer(200, new byte[100]) { CutAfter = 10, Hold = held.Task } : null;

        using var http = HubModels.CreateHttp();
        var client = new HubClient(http, Settings(), Clock, TimeSpan.FromSeconds(2));
        FluentActions.Awaiting(() => client.HeadAsync(new(Repo, "main"), "config.json", default).WaitAsync(TimeSpan.FromSeconds(30))).Should().ThrowAsync<BenchException>().GetAwaiter().GetResult().Which.Message
            .Should().Contain("the file config.json").And.NotContain("Available");
        held.SetResult();
    }

    [Test]
    public void Redirects_without_an_end_are_given_up()
    {
        Hub.OnRequest = request => new HubAnswer(307) { Headers = { ["Location"] = request.Path } };

        ErrorOf().Should().Contain("more than 10 redirects");
    }
}
