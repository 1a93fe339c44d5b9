using System.Globalization;
using System.Text;
using FluentAssertions;
using NUnit.Framework;

namespace DiversityBench.Tests.Fixtures.Hub;

/// <summary>Downloads that are cut, changed or not what was announced.</summary>
internal sealed class HubTransferTests : HubTestBase
{
    private const int Half = 150_000;

    [Test]
    public void A_short_body_is_continued_where_it_broke_off()
    {
        var cuts = 1;
        Hub.OnRequest = request => IsStored(request) && Interlocked.Decrement(ref cuts) >= 0 ? new HubAnswer(200, Weights) { CutAfter = Half } : null;

        File.ReadAllBytes(Verify().GraphPath).Should().Equal(Weights);

        Hub.Asked("GET", "/store/").Select(request => request.From).Should().Equal(null, Half);
    }

    [Test]
    public void A_body_that_stays_short_tells_expected_and_actual_bytes_and_is_kept()
    {
        Hub.OnRequest = request => IsStored(request) ? new HubAnswer(200, Weights) { CutAfter = Half } : null;

        ErrorOf().Should().ContainAll("to be complete", $"Expected bytes: {Weights.Length}", $"Actual bytes: {Half}", "Tries: 5");

        File.Exists(Blob).Should().BeFalse();
        Partial().Should().ContainSingle().Which.Length.Should().Be(Half);
    }

    [Test]
    public void A_later_run_continues_what_an_earlier_one_left()
    {
        Leave(LoopbackHub.Sha256(Weights) + ".incomplete", Weights[..Half]); // the name that the hub's own tools give

        File.ReadAllBytes(Verify().GraphPath).Should().Equal(Weights);

        Hub.Asked("GET", "/store/").Should().ContainSingle().Which.From.Should().Be(Half);
        Partial().Should().BeEmpty();
    }

    [Test]
    public void What_is_left_of_another_content_is_not_continued()
    {
        Leave(LoopbackHub.Sha256([1]) + ".0.incomplete", Weights[..Half]);

        File.ReadAllBytes(Verify().GraphPath).Should().Equal(Weights);

        Hub.Asked("GET", "/store/").Should().ContainSingle().Which.From.Should().BeNull();
    }

    [Test]
    public void A_file_that_changes_between_question_and_download_is_begun_anew()
    {
        byte[] changed = [.. Weights, 0x32, 0x00]; // one more, empty field 6
        var asked = 0;
        // After the first question the repository holds another file at the same commit, as after a forced push.
        Hub.OnRequest = request =>
        {
            if (request.Method == "GET" && request.Path.EndsWith(Graph, StringComparison.Ordinal) && Interlocked.Increment(ref asked) == 1)
                Hub.Add(Repo, Graph, changed);
            return null;
        };
        Leave(LoopbackHub.Sha256(Weights) + ".0.incomplete", Weights[..Half]);

        File.ReadAllBytes(Verify().GraphPath).Should().Equal(changed);

        Hub.Asked("GET", "/store/").Should().ContainSingle().Which.From.Should().BeNull();
    }

    [Test]
    public void A_file_that_never_stays_the_same_is_given_up()
    {
        var contents = 0;
        Hub.OnRequest = request =>
        {
            if (request.Method == "GET" && request.Path.EndsWith(Graph, StringComparison.Ordinal))
                Hub.Add(Repo, Graph, [.. Weights, (byte)Interlocked.Increment(ref contents)]);
            return null;
        };

        ErrorOf().Should().ContainAll("to stay the same while it is downloaded", "another one 4 times");
    }

    [Test]
    public void An_ignored_range_begins_anew()
    {
        Leave(LoopbackHub.Sha256(Weights) + ".0.incomplete", Weights[..Half]);
        Hub.OnRequest = request => IsStored(request) ? new HubAnswer(200, Weights) : null;

        File.ReadAllBytes(Verify().GraphPath).Should().Equal(Weights);
    }

    [Test]
    public void A_range_of_another_content_begins_anew()
    {
        Leave(LoopbackHub.Sha256(Weights) + ".0.incomplete", Weights[..Half]);
        Hub.OnRequest = request => IsStored(request) && request.From == Half
            ? new HubAnswer(206, [1, 2, 3]) { Headers = { ["Content-Range"] = "bytes 150000-150002/150003" } } : null;

        File.ReadAllBytes(Verify().GraphPath).Should().Equal(Weights);

        Hub.Asked("GET", "/store/").Select(request => request.From).Should().Equal(Half, null);
    }

    [Test]
    public void A_416_discards_what_is_there()
    {
        Leave(LoopbackHub.Sha256(Weights) + ".0.incomplete", Weights[..Half]);
        Hub.OnRequest = request => IsStored(request) && request.From is not null ? new HubAnswer(416) : null;

        File.ReadAllBytes(Verify().GraphPath).Should().Equal(Weights);

        Hub.Asked("GET", "/store/").Select(request => request.From).Should().Equal(Half, null);
    }

    [Test]
    public void A_left_over_with_wrong_bytes_is_found_by_its_hash_and_begun_anew()
    {
        Leave(LoopbackHub.Sha256(Weights) + ".0.incomplete", new byte[Half]);

        File.ReadAllBytes(Verify().GraphPath).Should().Equal(Weights);

        Hub.Asked("GET", "/store/").Select(request => request.From).Should().Equal(Half, null);
    }

    [Test]
    public void The_right_size_with_a_wrong_hash_goes_to_quarantine_with_both_hashes()
    {
        byte[] wrong = [.. Weights[..^1], 1];
        Hub.OnRequest = request => IsStored(request) ? LoopbackHub.Ranged(request, wrong) : null;

        var quarantine = Blob + ".rejected";
        ErrorOf().Should().ContainAll("another content of the same size", $"Announced: {LoopbackHub.Sha256(Weights)}", $"Found SHA-256: {LoopbackHub.Sha256(wrong)}", $"Quarantine: {quarantine}");

        File.ReadAllBytes(quarantine).Should().Equal(wrong);
        File.Exists(Blob).Should().BeFalse();
    }

    [Test]
    public void Small_files_are_held_against_the_hash_that_git_gives_them()
    {
        byte[] wrong = [.. Tokenizer[..^1], (byte)' '];
        Hub.OnRequest = request => request.Method == "GET" && request.Path.EndsWith("tokenizer.json", StringComparison.Ordinal)
            ? new HubAnswer(200, wrong) { Headers = { ["ETag"] = $"\"{LoopbackHub.GitHash(Tokenizer)}\"", ["X-Repo-Commit"] = LoopbackHub.Commit } } : null;

        ErrorOf().Should().ContainAll($"Announced: {LoopbackHub.GitHash(Tokenizer)}", $"Found SHA-256: {LoopbackHub.Sha256(wrong)}");
    }

    [Test]
    public void Another_hash_than_the_pinned_one_goes_to_quarantine_though_the_hub_announced_it()
    {
        var pinned = new string('a', 64);

        ErrorOf(Model(sha256: pinned)).Should().ContainAll($"Pinned SHA-256: {pinned}", $"Found SHA-256: {LoopbackHub.Sha256(Weights)}", "pin it in models.json");
        File.Exists(Blob).Should().BeFalse();
    }

    [TestCase("version https://git-lfs.github.com/spec/v1\noid sha256:00\nsize 9\n", "a pointer of Git LFS in its place")]
    [TestCase("<!DOCTYPE html><html><body>Log in</body></html>", "an HTML page in its place")]
    [TestCase("\n<html><body>Log in</body></html>", "an HTML page in its place")]
    public void What_is_sent_in_place_of_weights_is_named(string content, string finding)
    {
        Hub.OnRequest = request => IsStored(request) ? new HubAnswer(200, Encoding.ASCII.GetBytes(content)) : null;

        ErrorOf().Should().ContainAll($"the file {Graph} of somebody/some-model", $"but found {finding}");
        Partial().Should().NotContain(file => file.Name.StartsWith(LoopbackHub.Sha256(Weights), StringComparison.Ordinal), "only the download beside it may have been ended in the middle");
    }

    [Test]
    public void A_pointer_that_the_repository_itself_holds_is_named()
    {
        Hub.Add(Repo, "tokenizer.json", "version https://git-lfs.github.com/spec/v1\noid sha256:00\nsize 9\n"u8.ToArray());

        ErrorOf().Should().Contain("a pointer of Git LFS in its place");
    }

    [Test]
    public void A_login_page_that_answers_for_the_hub_is_named()
    {
        Hub.OnRequest = _ => new HubAnswer(200, "<html>Log in</html>"u8.ToArray()) { Headers = { ["Content-Type"] = "text/html" } };

        ErrorOf().Should().ContainAll("an HTML page, as login pages answer", "Check HF_ENDPOINT and the network's proxy");
    }

    [Test]
    public void A_file_that_the_disk_has_no_room_for_is_not_begun()
    {
        Hub.OnRequest = request =>
        {
            var answer = Hub.Answer(request);
            if (answer.Headers.ContainsKey("X-Linked-Size"))
                answer.Headers["X-Linked-Size"] = "1000000000000000000";
            return answer;
        };

        ErrorOf().Should().ContainAll("to have room for a file", $"Folder: {Path.GetDirectoryName(Blob)}", "Bytes needed: 1000000000000000000", "Bytes free: ", "HF_HUB_CACHE");
        Hub.Asked("GET", Graph).Should().BeEmpty();
    }

    // What an earlier download left leads to a device on which every write finds no room, as a quota that is used up would; no wait changes that.
    [Test, Platform("Linux", Reason = "/dev/full")]
    public void A_write_that_fails_is_not_tried_again()
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Blob)!);
        File.CreateSymbolicLink(Blob + ".0.incomplete", "/dev/full");

        ErrorOf().Should().ContainAll("Expected the cache of the hub to be readable and writable", "No space left on device", $"Folder: {Cache}");
        Clock.Waits.Should().BeEmpty();
    }

    [Test]
    public void What_is_here_of_a_file_needs_no_room()
    {
        const long half = 1L << 30;
        var left = Blob + ".0.incomplete";
        Folder.Write(left, []);
        using (var sparse = File.OpenWrite(left))
            sparse.SetLength(2 * half);
        // Twice 1 GiB of the file are here: of the room that there is, 1 GiB too little for all of it is 1 GiB more than the rest needs.
        var size = new DriveInfo(Folder.Path).AvailableFreeSpace + half;
        Hub.OnRequest = request =>
        {
            var answer = Hub.Answer(request);
            if (answer.Headers.ContainsKey("X-Linked-Size"))
                answer.Headers["X-Linked-Size"] = size.ToString(CultureInfo.InvariantCulture);
            return IsStored(request) ? new HubAnswer(404) : answer;
        };

        ErrorOf().Should().Contain("status 404").And.NotContain("to have room");
        Hub.Asked("GET", "/store/").Should().NotBeEmpty().And.OnlyContain(request => request.From == 2 * half);
    }

    [Test]
    public void An_endless_body_is_cut_off_and_begun_anew()
    {
        var longer = 1;
        Hub.OnRequest = request => IsStored(request) && Interlocked.Decrement(ref longer) >= 0 ? new HubAnswer(200, [.. Weights, .. new byte[3_000_000]]) : null;

        File.ReadAllBytes(Verify().GraphPath).Should().Equal(Weights);
    }

    private static bool IsStored(HubRequest request) => request.Path.StartsWith("/store/", StringComparison.Ordinal);

    private void Leave(string name, byte[] content) => Folder.Write(Path.Combine(RepoFolder, "blobs", name), content);

    private IEnumerable<FileInfo> Partial() => new DirectoryInfo(Path.Combine(RepoFolder, "blobs")).EnumerateFiles("*.incomplete");
}
