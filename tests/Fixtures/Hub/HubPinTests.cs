using System.Text.Json.Nodes;
using DiversityBench.Fixtures.Hub;
using DiversityBench.Fixtures.Manifest;
using DiversityBench.Metrics.Errors;
using FluentAssertions;
using NUnit.Framework;

namespace DiversityBench.Tests.Fixtures.Hub;

/// <summary>What was pinned first holds: offline, after the branch moved, and when the network fails.</summary>
internal sealed class HubPinTests : HubTestBase
{
    private const string Later = "2222222222222222222222222222222222222222";

    [Test]
    public void A_branch_that_moved_stays_at_the_pinned_commit()
    {
        var first = Verify();
        MoveBranch();

        Verify().Fingerprint.Should().Be(first.Fingerprint);

        // Also on a machine with an empty cache, where the pins came with the repository of the benchmark.
        Directory.Delete(Cache, recursive: true);
        Verify().Folder.Should().Be(Snapshot);
        Hub.Asked("GET", $"/{Later}/").Should().BeEmpty();
    }

    [Test]
    public void Without_its_pin_the_branch_is_followed_and_pinned_anew()
    {
        Verify();
        MoveBranch();
        File.Delete(LockPath);

        Verify().Folder.Should().EndWith(Later);
        ((string?)JsonNode.Parse(File.ReadAllText(LockPath))!["repositories"]![$"{Repo}@main"]!["commit"]).Should().Be(Later);
    }

    [Test]
    public void A_cached_file_that_was_changed_differs_from_its_pin()
    {
        var path = Verify().PathOf("tokenizer.json")!;
        File.WriteAllText(path, "changed"); // through the link, into the blob

        ErrorOf().Should().ContainAll("the file tokenizer.json of model m to be the pinned one", $"Pinned SHA-256: {LoopbackHub.Sha256(Tokenizer)}", $"Found SHA-256: {LoopbackHub.Sha256("changed"u8.ToArray())}", "Delete the file");
    }

    [Test]
    public void A_download_that_differs_from_the_pins_is_refused()
    {
        Verify();
        File.WriteAllText(LockPath, File.ReadAllText(LockPath).Replace(LoopbackHub.Sha256(Weights), new string('b', 64), StringComparison.Ordinal));
        Directory.Delete(Cache, recursive: true);

        ErrorOf().Should().ContainAll($"Pinned SHA-256: {new string('b', 64)}", "remove its entry from models.lock.json");
    }

    // A commit is what its name says, so only a hub that lies, or a pin that was changed, comes here.
    [Test]
    public void A_small_file_that_is_not_the_pinned_one_is_not_said_to_have_its_size()
    {
        Verify();
        Directory.Delete(Cache, recursive: true);
        Hub.Add(Repo, "tokenizer.json", "{}"u8.ToArray());

        ErrorOf().Should().ContainAll("to be the pinned content because", "but found another one, which the hub has now.", $"Pinned SHA-256: {LoopbackHub.Sha256(Tokenizer)}", "remove its entry from models.lock.json").And.NotContain("size");
    }

    [Test]
    public void A_pinned_commit_that_vanished_is_told_with_its_pin()
    {
        Verify();
        Directory.Delete(Cache, recursive: true);
        var pins = File.ReadAllText(LockPath);
        File.WriteAllText(LockPath, pins.Replace(LoopbackHub.Commit, Later, StringComparison.Ordinal));

        ErrorOf().Should().ContainAll($"the revision {Later} of {Repo} to be there", $"Next step: models.lock.json holds main at this commit, which the hub no longer has. Remove the entry {Repo}@main there, and the next run pins the present commit");
        ErrorOf(Model(Later)).Should().Contain("Next step: Correct revision in models.json");
    }

    [Test]
    public void An_optional_file_that_the_repository_lacks_is_noted_and_asked_for_once()
    {
        var model = WithOptional("generation_config.json");

        Verify(model).Files.Select(file => file.Path).Should().Equal(Graph, "tokenizer.json");
        Hub.Requests.Clear();
        Hub.Add(Repo, "generation_config.json", "{}"u8.ToArray());

        var again = Verify(model);

        again.PathOf("generation_config.json").Should().BeNull("absent stays absent at a pinned commit");
        again.Fingerprint.Should().Be(Verify().Fingerprint, "a file that is not there is no part of a model");
        Hub.Requests.Should().BeEmpty();
        JsonNode.Parse(File.ReadAllText(LockPath))!["repositories"]![$"{Repo}@main"]!["absent"]!.AsArray().Select(path => (string)path!).Should().Equal("generation_config.json");
        using var http = HubModels.CreateHttp();
        new HubModels(Settings(isOffline: true), LockPath, http, Clock, Progress).Presence(model).Missing.Should().BeEmpty();
    }

    [Test]
    public void An_optional_file_that_is_there_is_pinned_and_then_required()
    {
        Hub.Add(Repo, "generation_config.json", "{}"u8.ToArray());
        var model = WithOptional("generation_config.json");

        Verify(model).PathOf("generation_config.json").Should().NotBeNull();
        File.ReadAllText(LockPath).Should().NotContain("absent");
        Directory.Delete(Cache, recursive: true);
        Hub.Remove(Repo, "generation_config.json");

        ErrorOf(model).Should().Contain($"the file generation_config.json of {Repo}@{LoopbackHub.Commit} to be there");
    }

    [Test]
    public void Offline_an_optional_file_of_which_nothing_is_known_is_missing()
    {
        Verify();

        ErrorOf(WithOptional("generation_config.json"), Settings(isOffline: true)).Should().Contain("Missing: generation_config.json");
    }

    [Test]
    public void Offline_with_an_incomplete_snapshot_lists_what_is_missing()
    {
        Verify();
        File.Delete(Path.Combine(Snapshot, "tokenizer.json"));
        Hub.Requests.Clear();

        var error = ErrorOf(settings: Settings(isOffline: true));

        error.Should().ContainAll("but found 1 missing.", $"Commit: {LoopbackHub.Commit}", "Missing: tokenizer.json", $"hf download {Repo} --revision {LoopbackHub.Commit} tokenizer.json", "HF_HUB_OFFLINE");
        Hub.Requests.Should().BeEmpty();
    }

    [Test]
    public void Offline_with_nothing_lists_everything()
    {
        ErrorOf(settings: Settings(isOffline: true)).Should().ContainAll("but found nothing of that revision.", $"Missing: {Graph}, tokenizer.json", $"Cache: {Cache}");
    }

    [Test]
    public void A_network_fault_names_host_and_cause_and_uses_no_cached_copy_in_silence()
    {
        Verify();
        File.Delete(LockPath); // the branch is no longer pinned, so it has to be asked for

        var error = ErrorOf(settings: Settings(endpoint: "http://127.0.0.1:1"));

        error.Should().ContainAll("Expected the host 127.0.0.1 to answer", "Connection refused", "Host: 127.0.0.1:1", "Tries: 5", "only when HF_HUB_OFFLINE=1 says so");
    }

    [Test]
    public void A_tls_fault_names_host_and_cause_at_once()
    {
        // The loopback hub speaks no TLS.
        var error = ErrorOf(settings: Settings(endpoint: Hub.Endpoint.Replace("http:", "https:", StringComparison.Ordinal)));

        error.Should().ContainAll("Expected the host 127.0.0.1 to answer", "SSL", "certificates");
        Clock.Waits.Should().BeEmpty();
    }

    [Test]
    public void A_proxy_fault_names_host_and_cause()
    {
        using var http = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, Proxy = new System.Net.WebProxy("http://127.0.0.1:1") });
        var models = new HubModels(Settings(endpoint: "http://hub.invalid"), LockPath, http, Clock, Progress);

        models.Invoking(it => it.Fetch(Model(), Model().Files)).Should().Throw<BenchException>().Which.Message
            .Should().ContainAll("the host hub.invalid to answer", "127.0.0.1:1", "HTTPS_PROXY");
    }

    [TestCase("")]
    [TestCase("{ \"version\": 2, \"repositories\": {} }")]
    [TestCase("{ \"version\": 1, \"repositories\": { \"a/b@main\": { \"commit\": null } } }")]
    public void A_damaged_lock_file_is_named_and_not_replaced(string content)
    {
        File.WriteAllText(LockPath, content);

        ErrorOf().Should().ContainAll("Expected models.lock.json to hold the pins", $"File: {LockPath}");
        File.ReadAllText(LockPath).Should().Be(content);
    }

    [TestCase("a/b@main", "../../../elsewhere", "", "Entry: a/b@main")]
    [TestCase("a/b@main", "0123456789ABCDEF0123456789ABCDEF01234567", "", "Entry: a/b@main")]
    [TestCase("a/b@main", LoopbackHub.Commit, "\"f.json\": \"abc\"", "Entry: a/b@main, f.json")]
    [TestCase("a/b@main", LoopbackHub.Commit, "\"f.json\": null", "Entry: a/b@main, f.json")]
    [TestCase(Repo + "@" + Later, LoopbackHub.Commit, "", "Entry: " + Repo + "@" + Later)] // a commit cannot be at another one
    public void An_entry_that_is_no_pin_is_named(string source, string commit, string files, string entry)
    {
        File.WriteAllText(LockPath, $$"""{ "version": 1, "repositories": { "{{source}}": { "commit": "{{commit}}", "files": { {{files}} } } } }""");

        ErrorOf(Model(source.EndsWith(Later, StringComparison.Ordinal) ? Later : "main")).Should().ContainAll("Expected models.lock.json to hold the pins", $"File: {LockPath}\n", entry + "\n");
        Hub.Asked("GET", "/").Should().BeEmpty();
    }

    [Test]
    public void A_note_in_the_cache_that_is_no_commit_is_as_none()
    {
        Folder.Write(Path.Combine(RepoFolder, "refs", "main"), "../../elsewhere"u8.ToArray());

        ErrorOf(settings: Settings(isOffline: true)).Should().Contain("but found nothing of that revision.");
        Verify().Folder.Should().Be(Snapshot);
        File.ReadAllText(Path.Combine(RepoFolder, "refs", "main")).Should().Be(LoopbackHub.Commit);
    }

    // Small contents have the names that git gives them.
    [Test]
    public void A_small_content_that_does_not_fit_its_name_is_not_pinned()
    {
        var path = Verify().PathOf("tokenizer.json")!;
        File.Delete(LockPath);
        File.WriteAllText(path, "changed"); // through the link, into the blob

        ErrorOf(settings: Settings(isOffline: true)).Should().ContainAll(
            "the file tokenizer.json of", "the hash that the cache names it by", $"Named: {LoopbackHub.GitHash(Tokenizer)}", $"Found: {LoopbackHub.GitHash("changed"u8.ToArray())}");
        File.Exists(LockPath).Should().BeFalse();
    }

    [Test]
    public void A_content_that_does_not_fit_its_name_is_not_pinned()
    {
        Verify();
        File.Delete(LockPath);
        File.WriteAllBytes(Blob, [.. Weights[..^1], 1]);

        ErrorOf(settings: Settings(isOffline: true)).Should().ContainAll("the hash that the cache names it by", $"Named: {LoopbackHub.Sha256(Weights)}", "Delete the file");
        File.Exists(LockPath).Should().BeFalse();
    }

    [Test]
    public void What_is_pinned_and_here_needs_no_writing()
    {
        Verify();
        Directory.Delete(Path.Combine(Cache, ".locks"), recursive: true);
        File.Delete(LockPath + ".lock");

        Verify();

        Directory.Exists(Path.Combine(Cache, ".locks")).Should().BeFalse();
        File.Exists(LockPath + ".lock").Should().BeFalse();
    }

    [Test]
    public void A_cache_that_takes_no_notes_serves_what_it_holds()
    {
        Verify();
        File.Delete(LockPath);
        Directory.Delete(Path.Combine(RepoFolder, "refs"), recursive: true);
        File.WriteAllText(Path.Combine(RepoFolder, "refs"), "a file where the folder should be");

        Verify().Folder.Should().Be(Snapshot);
        File.ReadAllText(LockPath).Should().Contain(LoopbackHub.Commit);
    }

    [Test]
    public async Task Pins_are_written_by_one_at_a_time_whatever_the_cache()
    {
        Verify();
        File.Delete(LockPath);
        Task<VerifiedModel> other;
        using (new FileStream(LockPath + ".lock", FileMode.Open, FileAccess.ReadWrite, FileShare.None))
        {
            other = Task.Run(() => Verify(settings: Settings() with { CacheFolder = Folder.At("other") }));
            // All is fetched but the pins: it waits. It may not be done, however long that takes.
            (await Task.WhenAny(other, Task.Delay(2000))).Should().NotBe(other);
            File.Exists(LockPath).Should().BeFalse();
        }

        (await other).Files.Should().HaveCount(2);
        File.Exists(LockPath).Should().BeTrue();
    }

    [Test]
    public void Pins_that_cannot_be_written_are_named()
    {
        Directory.CreateDirectory(LockPath + ".lock");

        ErrorOf().Should().ContainAll("Expected models.lock.json to be writable", $"File: {LockPath}");
    }

    [Test]
    public void A_cache_that_cannot_be_written_is_named()
    {
        File.WriteAllText(Cache, "a file where the folder should be");

        ErrorOf().Should().ContainAll("the cache of the hub", $"Folder: {Cache}", "HF_HUB_CACHE");
    }

    [Test]
    public void What_is_here_of_a_model_is_told_without_asking()
    {
        using var http = HubModels.CreateHttp();
        var models = new HubModels(Settings(), LockPath, http, Clock, Progress);
        models.Presence(Model()).Should().BeEquivalentTo(new HubPresence(null, [Graph, "tokenizer.json"], 0));
        Verify();
        File.Delete(Path.Combine(Snapshot, "tokenizer.json"));
        Hub.Requests.Clear();

        models.Presence(Model()).Should().BeEquivalentTo(new HubPresence(LoopbackHub.Commit, ["tokenizer.json"], Weights.Length));
        Hub.Requests.Should().BeEmpty();
    }

    /// <summary>The model with an optional file, listed first.</summary>
    private static ModelDefinition WithOptional(string path) => Model() with { Files = [new ModelFile(path, null) { IsOptional = true }, .. Model().Files] };

    private void MoveBranch()
    {
        Hub.Add(Repo, Graph, [.. Weights, 0x32, 0x00], Later);
        Hub.Add(Repo, "tokenizer.json", "{}"u8.ToArray(), Later);
        Hub.Branches["main"] = Later;
    }
}
