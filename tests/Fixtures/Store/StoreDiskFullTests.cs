using System.Globalization;
using DiversityBench.Fixtures.Store;
using DiversityBench.Metrics.Errors;
using FluentAssertions;
using Microsoft.Data.Sqlite;
using NUnit.Framework;

namespace DiversityBench.Tests.Fixtures.Store;

internal sealed class StoreDiskFullTests : StoreTestBase
{
    [Test]
    public void A_full_database_is_reported_and_goes_on_when_there_is_room()
    {
        var expected = StoreSamples.UndisturbedDump(Folder);
        var failures = 0;
        for (var pages = 4; ; pages++)
        {
            var path = Path.Combine(Folder, $"full-{pages}.db");
            using (var store = GenerationStore.Open(path))
            {
                LimitPages(store, pages);
                try
                {
                    StoreSamples.Run(store);
                    break;
                }
                catch (BenchException e)
                {
                    failures++;
                    e.Message.Should().Match($"Expected the generation store to take a batch of samples because *, but found the disk full.\nStore: {path}\nDirectory: {Folder}\nBytes needed: *\nBytes free: *\nNext step: *");
                    Line(e.Message, "Bytes needed").Should().BeGreaterThan(1000);
                    Line(e.Message, "Bytes free").Should().BeGreaterThan(0);
                }

                LimitPages(store, 1_000_000);
                StoreSamples.Run(store);
            }

            StoreSamples.Dump(path).Should().Be(expected, "the run went on after {0} pages", pages);
        }

        failures.Should().BeGreaterThan(2);
    }

    // A file system of its own, filled up so that the disk is full at another write each time.
    [Test, Platform("Linux")]
    public void A_full_disk_is_reported_and_leaves_nothing_corrupt()
    {
        const string script = "mount -t tmpfs -o size=3m none \"$1\" || exit 99; exec dotnet \"$2\" store-child fill \"$1\"";
        var (exitCode, output, error) = ChildProcess.Finish(ChildProcess.StartProgram("unshare", "-rm", "sh", "-c", script, "sh", Folder, typeof(StoreChild).Assembly.Location));
        if (exitCode == 99 || error.StartsWith("unshare:", StringComparison.Ordinal))
            Assert.Inconclusive($"Expected to mount a small file system because this test fills one up, but found: {error.Trim()}");

        exitCode.Should().Be(0, error);
        output.Split('\n').Count(line => line == "full, then the same").Should().BeGreaterThan(10, output);
    }

    /// <summary>The part of the child: fills the directory, runs, makes room, runs again, compares.</summary>
    public static void FillAndResume(string folder)
    {
        var expected = StoreSamples.UndisturbedDump(folder);
        for (var free = 0; free < 600_000; free += 20_000)
        {
            var path = Path.Combine(folder, "store.db");
            var filler = Path.Combine(folder, "filler");
            File.WriteAllBytes(filler, new byte[Math.Max(0, new DriveInfo(folder).AvailableFreeSpace - free)]);
            var wasFull = false;
            try
            {
                using var store = GenerationStore.Open(path);
                StoreSamples.Run(store);
            }
            catch (BenchException e)
            {
                wasFull = true;
                if (!e.Message.Contains("found the disk full", StringComparison.Ordinal) || Line(e.Message, "Bytes free") > Line(e.Message, "Bytes needed") + 100_000)
                    throw;
            }

            File.Delete(filler);
            using (var store = GenerationStore.Open(path))
            {
                if (store.Notices.Count > 0)
                    throw new InvalidOperationException(string.Join('\n', store.Notices));
                StoreSamples.Run(store);
            }

            Console.WriteLine($"{(wasFull ? "full" : "not full")}, then {(StoreSamples.Dump(path) == expected ? "the same" : "something else")}");
            File.Delete(path);
        }
    }

    private static long Line(string message, string key) =>
        long.Parse(message.Split('\n').Single(line => line.StartsWith(key + ": ", StringComparison.Ordinal))[(key.Length + 2)..], CultureInfo.InvariantCulture);

    private static void LimitPages(GenerationStore store, int pages)
    {
        using var command = new SqliteCommand($"PRAGMA max_page_count = {pages}", store.Session.Connection);
        command.ExecuteScalar();
    }
}
