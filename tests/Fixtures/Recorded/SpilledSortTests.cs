using DiversityBench.Fixtures.Recorded;
using FluentAssertions;
using NUnit.Framework;

namespace DiversityBench.Tests.Fixtures.Recorded;

/// <summary>More records than memory holds, sorted in a file that nobody sees.</summary>
internal sealed class SpilledSortTests
{
    private const int Run = SpilledSort<RecordedEntry>.RunLength;

    [TestCase(0)]
    [TestCase(1)]
    [TestCase(Run)]
    [TestCase(Run + 1)]
    [TestCase((3 * Run) + 7)]
    public void Records_come_back_in_order(int count)
    {
        using var folder = new TemporaryFolder();
        using var sort = new SpilledSort<RecordedEntry>(folder.Path);
        var random = new Random(count);
        var records = Enumerable.Range(0, count).Select(i => new RecordedEntry((UInt128)random.Next(1000) << 90, (ulong)random.NextInt64(), random.Next(), random.Next(), i, random.NextInt64())).ToArray();
        foreach (var record in records)
            sort.Add(record);

        var sorted = sort.Sorted().ToArray();

        sorted.SequenceEqual(records.Order()).Should().BeTrue();
        Directory.GetFiles(folder.Path).Should().BeEmpty("a killed process leaves nothing");
    }

    [Test]
    public void A_folder_that_cannot_be_written_gives_way_to_the_one_for_temporary_files()
    {
        using var folder = new TemporaryFolder();
        using var list = new SpilledList<PromptEntry>(folder.At("missing"));
        var prompt = new PromptEntry(UInt128.MaxValue - 5, ulong.MaxValue - 4, long.MaxValue - 3, int.MaxValue - 2, long.MaxValue - 1);
        list.Add(default);
        list.Add(prompt);

        list.Complete().Range(1, 1).Should().Equal(prompt);
    }
}
