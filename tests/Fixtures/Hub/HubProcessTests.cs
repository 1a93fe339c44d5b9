using System.Diagnostics;
using FluentAssertions;
using NUnit.Framework;

namespace DiversityBench.Tests.Fixtures.Hub;

/// <summary>Several processes and one cache; a process that is killed.</summary>
internal sealed class HubProcessTests : HubTestBase
{
    private const int Half = 150_000;

    [Test]
    public void Many_processes_download_a_content_once()
    {
        var children = Enumerable.Range(0, 4).Select(_ => Start()).ToArray();

        foreach (var (exitCode, output, error) in children.Select(ChildProcess.Finish))
            (exitCode, output.Trim()).Should().Be((0, LoopbackHub.Sha256(Weights)), error);
        Hub.Asked("GET", "/store/").Should().ContainSingle();
        NothingIsHalf();
    }

    [Test]
    public async Task What_a_killed_process_left_is_continued_and_its_lock_is_free()
    {
        var killed = new TaskCompletionSource();
        Hub.OnRequest = request => request.Path.StartsWith("/store/", StringComparison.Ordinal) && request.From is null ? new HubAnswer(200, Weights) { CutAfter = Half, Hold = killed.Task } : null;
        using var child = Start();
        while (!child.HasExited && Left() < Half)
            await Task.Delay(20);
        child.Kill();
        await child.WaitForExitAsync();
        killed.SetResult();

        File.ReadAllBytes(Verify().GraphPath).Should().Equal(Weights);

        Hub.Asked("GET", "/store/").Select(request => request.From).Should().Equal(null, Half);
        NothingIsHalf();
    }

    private Process Start() => ChildProcess.Start(HubChild.Command, Hub.Endpoint, Folder.Path, Repo, Graph);

    private long Left()
    {
        var blobs = new DirectoryInfo(Path.Combine(RepoFolder, "blobs"));
        return blobs.Exists ? blobs.EnumerateFiles("*.incomplete").Sum(file => file.Length) : 0;
    }
}
