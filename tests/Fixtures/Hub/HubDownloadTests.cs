using System.Text.Json.Nodes;
using DiversityBench.Tests.Fixtures.Manifest;
using FluentAssertions;
using NUnit.Framework;

namespace DiversityBench.Tests.Fixtures.Hub;

internal sealed class HubDownloadTests : HubTestBase
{
    [Test]
    public void First_use_downloads_into_the_hubs_own_layout_and_pins()
    {
        var verified = Verify();

        verified.GraphPath.Should().Be(Path.Combine(Snapshot, "onnx", "model.onnx"));
        File.ReadAllBytes(verified.GraphPath).Should().Equal(Weights);
        new FileInfo(verified.GraphPath).LinkTarget.Should().Be($"../../../blobs/{LoopbackHub.Sha256(Weights)}");
        new FileInfo(verified.PathOf("tokenizer.json")!).LinkTarget.Should().Be($"../../blobs/{LoopbackHub.GitHash(Tokenizer)}");
        File.ReadAllText(Path.Combine(RepoFolder, "refs", "main")).Should().Be(LoopbackHub.Commit);
        var pinned = JsonNode.Parse(File.ReadAllText(LockPath))!["repositories"]![$"{Repo}@main"]!;
        ((string?)pinned["commit"]).Should().Be(LoopbackHub.Commit);
        ((string?)pinned["files"]![Graph]).Should().Be(LoopbackHub.Sha256(Weights));
        ((string?)pinned["files"]!["tokenizer.json"]).Should().Be(LoopbackHub.Sha256(Tokenizer));
    }

    [Test]
    public void Second_use_asks_nobody()
    {
        var first = Verify();
        Hub.Requests.Clear();

        Verify().Fingerprint.Should().Be(first.Fingerprint);

        Hub.Requests.Should().BeEmpty();
    }

    [Test]
    public void Files_are_asked_about_before_they_are_downloaded_and_redirects_are_not_followed_then()
    {
        Verify();

        Hub.Asked("HEAD", Graph).Should().NotBeEmpty();
        Hub.Asked("HEAD", "/store/").Should().BeEmpty();
        Hub.Asked("GET", "/store/").Should().ContainSingle().Which.Host.Should().Be("localhost");
    }

    [Test]
    public void A_relative_redirect_of_a_small_file_is_followed_to_what_describes_it()
    {
        Hub.IsRelaying = true;

        var verified = Verify();

        // The redirect's own etag and length are those of its body; the commit is in it alone.
        File.ReadAllBytes(verified.PathOf("tokenizer.json")!).Should().Equal(Tokenizer);
        new FileInfo(verified.PathOf("tokenizer.json")!).LinkTarget.Should().Be($"../../blobs/{LoopbackHub.GitHash(Tokenizer)}");
        Hub.Asked("HEAD", "/api/resolve-cache/").Should().ContainSingle();
    }

    [Test]
    public void A_small_file_behind_a_redirect_that_changes_is_begun_anew()
    {
        Hub.IsRelaying = true;
        var changed = "{\"tokens\": [1]}"u8.ToArray();
        var asked = 0;
        Hub.OnRequest = request =>
        {
            if (request.Method == "GET" && request.Path.EndsWith("/resolve/" + LoopbackHub.Commit + "/tokenizer.json", StringComparison.Ordinal) && Interlocked.Increment(ref asked) == 1)
                Hub.Add(Repo, "tokenizer.json", changed);
            return null;
        };

        File.ReadAllBytes(Verify().PathOf("tokenizer.json")!).Should().Equal(changed);
    }

    [Test]
    public void External_data_are_fetched_for_the_graph_in_use_alone()
    {
        var graph = OnnxBytes.Model(OnnxBytes.Initializer("model.onnx_data"));
        Hub.Add(Repo, Graph, graph);
        Hub.Add(Repo, "onnx/model.onnx_data", Weights);
        Hub.Add(Repo, "onnx/model_q4.onnx", Weights);
        Hub.Add(Repo, "onnx/model_q4.onnx_data", Weights);

        var verified = Verify(Model("main", null, "onnx/model.onnx_data", "onnx/model_q4.onnx", "onnx/model_q4.onnx_data"));

        verified.Files.Select(file => file.Path).Should().BeEquivalentTo([Graph, "onnx/model.onnx_data", "tokenizer.json"]);
        verified.Files.Should().OnlyContain(file => file.Sha256 != null);
        Hub.Asked("GET", "model_q4").Should().BeEmpty();
    }

    [Test]
    public void What_the_hubs_own_tools_fetched_is_found()
    {
        // As huggingface_hub leaves it: content under its etag, a link in the snapshot, the branch in refs.
        var (blobs, snapshot) = (Path.Combine(RepoFolder, "blobs"), Snapshot);
        Directory.CreateDirectory(blobs);
        Directory.CreateDirectory(Path.Combine(snapshot, "onnx"));
        Directory.CreateDirectory(Path.Combine(RepoFolder, "refs"));
        File.WriteAllBytes(Blob, Weights);
        File.WriteAllBytes(Path.Combine(blobs, LoopbackHub.GitHash(Tokenizer)), Tokenizer);
        File.CreateSymbolicLink(Path.Combine(snapshot, "onnx", "model.onnx"), "../../../blobs/" + LoopbackHub.Sha256(Weights));
        File.CreateSymbolicLink(Path.Combine(snapshot, "tokenizer.json"), "../../blobs/" + LoopbackHub.GitHash(Tokenizer));
        File.WriteAllText(Path.Combine(RepoFolder, "refs", "main"), LoopbackHub.Commit);

        Verify(settings: Settings(isOffline: true)).Files.Should().HaveCount(2);
        Hub.Requests.Should().BeEmpty();
        Verify();
        Hub.Asked("GET", "/").Should().BeEmpty();
    }

    [Test]
    public void Content_that_another_snapshot_has_is_not_downloaded_again()
    {
        Verify();
        const string next = "1111111111111111111111111111111111111111";
        Hub.Add(Repo, Graph, Weights, next);
        Hub.Add(Repo, "tokenizer.json", "{}"u8.ToArray(), next);
        Hub.Requests.Clear();

        Verify(Model(next));

        Hub.Asked("GET", Graph).Should().BeEmpty();
        Hub.Asked("GET", "tokenizer.json").Should().ContainSingle();
    }

    [Test]
    public void Progress_tells_bytes_of_every_file_to_the_end()
    {
        Verify();

        Progress.Lines.Should().Contain($"{Repo} {Graph}: 0 of {Weights.Length}").And.Contain($"{Repo} {Graph}: {Weights.Length} of {Weights.Length}");
        Progress.Lines.Should().Contain($"{Repo} tokenizer.json: {Tokenizer.Length} of {Tokenizer.Length}");
    }

    [Test]
    public void Names_that_are_not_ascii_are_asked_for_and_kept()
    {
        Hub.Add(Repo, "modèle/重み.json", "{}"u8.ToArray());

        var verified = Verify(Model("main", null, "modèle/重み.json"));

        File.ReadAllText(verified.PathOf("modèle/重み.json")!).Should().Be("{}");
    }

    [Test]
    public void Many_at_once_download_each_content_once()
    {
        Parallel.For(0, 8, _ => Verify());

        Hub.Asked("GET", "/store/").Should().ContainSingle();
        Hub.Asked("GET", "tokenizer.json").Should().ContainSingle();
        NothingIsHalf();
    }
}
