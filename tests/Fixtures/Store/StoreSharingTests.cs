using System.Globalization;
using DiversityBench.Fixtures.Store;
using DiversityBench.Metrics.Errors;
using FluentAssertions;
using NUnit.Framework;

namespace DiversityBench.Tests.Fixtures.Store;

internal sealed class StoreSharingTests : StoreTestBase
{
    [Test]
    public void Two_processes_with_the_same_keys_store_one_result_each()
    {
        const int samples = 100;
        var count = samples.ToString(CultureInfo.InvariantCulture);
        var children = new[] { "a", "b" }.Select(name => ChildProcess.Start(StoreChild.Command, "contend", StorePath, name, count)).ToList();

        var losses = children.ConvertAll(ChildProcess.Finish).ConvertAll(end => int.Parse(end.Output, CultureInfo.InvariantCulture));

        losses.Sum().Should().Be(samples, "each sample is written twice and lost once");
        using var store = OpenStore();
        var texts = store.Read(StoreSamples.Request(), samples).Values.Select(sample => sample.Text).ToList();
        texts.Should().HaveCount(samples).And.OnlyContain(text => text == "a" || text == "b");
        texts.Count(text => text == "a").Should().Be(losses[1], "what b lost is a's");
        Files().Should().Equal("store.db", "store.db-shm", "store.db-wal");
    }

    [Test]
    public void Two_processes_begin_the_same_run_and_end_with_the_bytes_of_one()
    {
        var expected = StoreSamples.UndisturbedDump(Folder);
        var children = Enumerable.Range(0, 2).Select(_ => ChildProcess.Start(StoreChild.Command, "run", StorePath)).ToList();

        children.ConvertAll(ChildProcess.Finish).Should().OnlyContain(end => end.ExitCode == 0);
        StoreSamples.Dump(StorePath).Should().Be(expected);
    }

    [Test]
    public void A_writer_that_does_not_end_is_named_after_the_busy_timeout()
    {
        using var holder = OpenStore();
        using var transaction = holder.Session.Connection.BeginTransaction(deferred: false);
        using var store = OpenStore(new GenerationStoreOptions { BusyTimeout = TimeSpan.FromSeconds(1) });
        store.Read(StoreSamples.Request(), 1).Should().BeEmpty("readers do not wait for writers");

        var act = () => store.Write(StoreSamples.Request(), StoreSamples.Samples(0, 1));

        act.Should().Throw<BenchException>().WithMessage($"Expected the generation store to become free *locked*Store: {StorePath}*Next step: *");
    }
}
