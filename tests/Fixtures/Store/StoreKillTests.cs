using System.Globalization;
using DiversityBench.Fixtures.Store;
using FluentAssertions;
using NUnit.Framework;
using SQLitePCL;

namespace DiversityBench.Tests.Fixtures.Store;

/// <summary>A run that is killed and started again ends with the same bytes as one that was not.</summary>
internal sealed class StoreKillTests : StoreTestBase
{
    private const int WalHeader = 32;
    private const int FrameHeader = 24;
    private const int Page = 16384;

    [Test, Platform("Linux,MacOsX")]
    public void A_process_killed_by_SIGKILL_while_it_writes_resumes()
    {
        var expected = StoreSamples.UndisturbedDump(Folder);
        var instructions = CountInstructions();
        for (var kill = 1; kill <= 8; kill++)
        {
            var path = Path.Combine(Folder, $"killed-{kill}.db");
            var instruction = (instructions * kill / 9).ToString(CultureInfo.InvariantCulture);
            ChildProcess.Finish(ChildProcess.Start(StoreChild.Command, "run-and-die", path, instruction)).ExitCode.Should().Be(137, "128 + SIGKILL");

            Resume(path).Should().Be(expected, "kill at instruction {0} of {1}", instruction, instructions);
        }
    }

    // SQLite appends to its log with one write per frame header and one per page: a log cut there is what a kill
    // between two writes leaves; a log cut inside a page is what a power cut may leave.
    [Test]
    public void A_kill_between_any_two_writes_to_the_log_resumes()
    {
        var expected = StoreSamples.UndisturbedDump(Folder);
        var (database, log) = FilesBeforeClosing();
        var frames = (log.Length - WalHeader) / (FrameHeader + Page);
        frames.Should().BeGreaterThanOrEqualTo(14, "the run has 13 transactions and begins with the tables");
        var cuts = Enumerable.Range(0, frames)
            .SelectMany(frame => new[] { 0, FrameHeader, FrameHeader + (Page / 3) }, (frame, offset) => WalHeader + (frame * (FrameHeader + Page)) + offset);
        foreach (var cut in cuts.Prepend(0))
        {
            var path = Path.Combine(Folder, "cut.db");
            File.WriteAllBytes(path, database);
            File.WriteAllBytes(path + "-wal", log[..cut]);

            Resume(path).Should().Be(expected, "log cut at {0} of {1}", cut, log.Length);
            File.Delete(path);
        }
    }

    [Test]
    public void A_kill_while_the_log_is_written_back_resumes()
    {
        var expected = StoreSamples.UndisturbedDump(Folder);
        var final = File.ReadAllBytes(Path.Combine(Folder, "undisturbed.db"));
        var (database, log) = FilesBeforeClosing();
        for (var written = 0; written <= final.Length; written += Page / 2)
        {
            var path = Path.Combine(Folder, "half.db");
            File.WriteAllBytes(path, [.. final[..written], .. database.Skip(written)]);
            File.WriteAllBytes(path + "-wal", log);

            Resume(path).Should().Be(expected, "{0} of {1} bytes written back", written, final.Length);
            File.Delete(path);
        }
    }

    private static string Resume(string path)
    {
        using (var store = GenerationStore.Open(path))
        {
            StoreSamples.Run(store);
            store.Notices.Should().BeEmpty();
        }

        return StoreSamples.Dump(path);
    }

    private int CountInstructions()
    {
        var count = 0;
        using var store = GenerationStore.Open(Path.Combine(Folder, "counted.db"));
        raw.sqlite3_progress_handler(store.Session.Connection.Handle, 1, _ => { count++; return 0; }, null);
        StoreSamples.Run(store);
        return count;
    }

    private (byte[] Database, byte[] Log) FilesBeforeClosing()
    {
        using var store = OpenStore();
        StoreSamples.Run(store);
        return (ReadShared(StorePath), ReadShared(StorePath + "-wal"));
    }

    private static byte[] ReadShared(string path)
    {
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        var bytes = new byte[file.Length];
        file.ReadExactly(bytes);
        return bytes;
    }
}
