using DiversityBench.Fixtures.Store;
using DiversityBench.Metrics.Errors;
using FluentAssertions;
using NUnit.Framework;

namespace DiversityBench.Tests.Fixtures.Store;

internal sealed class StoreDamageTests : StoreTestBase
{
    private static readonly string[] Damages =
    [
        "UPDATE generations SET record = x'00' WHERE key = $key",
        "UPDATE generations SET record = x'' WHERE key = $key",
        "UPDATE generations SET record = 'text' WHERE key = $key",
        "UPDATE generations SET record = 17 WHERE key = $key",
        "UPDATE generations SET record = substr(record, 1, length(record) - 1) WHERE key = $key",
        "UPDATE generations SET record = substr(record, 1, 99) || x'55' || substr(record, 101) WHERE key = $key",
        "UPDATE generations SET record = (SELECT other.record FROM generations AS other WHERE other.key > $key ORDER BY key LIMIT 1) WHERE key = $key",
    ];

    [Test]
    public void A_damaged_sample_is_quarantined_and_made_again_alone([ValueSource(nameof(Damages))] string damage)
    {
        FillThenDamage(damage);
        using (var store = OpenStore())
        {
            store.Read(StoreSamples.Request(), 10).Keys.Should().BeEquivalentTo([0, 1, 2, 3, 5, 6, 7, 8, 9]);
            store.Notices.Should().ContainSingle().Which.Should().StartWith("1 damaged generations in");
            store.Write(StoreSamples.Request(), [StoreSamples.Sample(4)]).Added.Should().Be(1);
            store.Read(StoreSamples.Request(), 10).Values.Should().BeEquivalentTo(StoreSamples.Samples(0, 10));
        }

        StoreSamples.Dump(StorePath).Split('\n').Where(line => line.StartsWith('q')).Should().ContainSingle()
            .Which.Should().StartWith("q generations ").And.EndWith(" checksum or layout does not match");
    }

    [Test]
    public void A_damaged_sample_does_not_keep_a_good_one_out([ValueSource(nameof(Damages))] string damage)
    {
        FillThenDamage(damage);
        using var store = OpenStore();

        store.Write(StoreSamples.Request(), [StoreSamples.Sample(4)]).Added.Should().Be(1);

        store.Read(StoreSamples.Request(), 10).Values.Should().BeEquivalentTo(StoreSamples.Samples(0, 10));
        store.Notices.Should().BeEmpty();
    }

    [Test]
    public void A_damaged_vector_is_quarantined_and_made_again_alone()
    {
        var vectors = new Dictionary<string, float[]> { ["a"] = StoreSamples.Vector(1), ["b"] = StoreSamples.Vector(2) };
        using (var store = OpenStore())
            store.WriteEmbeddings("encoder", vectors);
        StoreSamples.Execute(StorePath, "UPDATE embeddings SET record = zeroblob(length(record)) WHERE key = $key", ("$key", StoreKey.OfEmbedding("encoder", "a")));
        using var again = OpenStore();

        again.ReadEmbeddings("encoder", vectors.Keys).Keys.Should().BeEquivalentTo(["b"]);
        again.WriteEmbeddings("encoder", vectors);

        again.ReadEmbeddings("encoder", vectors.Keys).Should().BeEquivalentTo(vectors);
    }

    [Test]
    public void What_was_made_from_samples_is_read_back_under_its_key_alone_and_made_again_when_damaged()
    {
        byte[] made = [1, 2, 3];
        using (var store = OpenStore())
        {
            store.ReadDerived("code 1").Should().BeNull();
            store.WriteDerived("code 1", made);
            store.WriteDerived("code 1", [9]);
            store.ReadDerived("code 1").Should().Equal(made, "the first writer wins");
            store.ReadDerived("code 2").Should().BeNull();
        }

        StoreSamples.Execute(StorePath, "UPDATE derived SET record = zeroblob(length(record)) WHERE key = $key", ("$key", StoreKey.OfDerived("code 1")));
        using var again = OpenStore();

        again.ReadDerived("code 1").Should().BeNull();
        again.Notices.Should().ContainSingle().Which.Should().StartWith("1 damaged derived");
        again.WriteDerived("code 1", made);
        again.ReadDerived("code 1").Should().Equal(made);
    }

    [Test]
    public void A_damaged_sample_in_a_store_for_reading_is_left_out()
    {
        FillThenDamage(Damages[0]);
        using var store = OpenStore(new GenerationStoreOptions { ReadOnly = true });

        store.Read(StoreSamples.Request(), 10).Should().HaveCount(9);
        store.Notices.Should().ContainSingle();
    }

    [Test]
    public void A_file_that_is_no_database_is_set_aside_and_reported([Values(2, 15, 100, 5_000, 50_000)] int length)
    {
        var garbage = new byte[length];
        new Random(length).NextBytes(garbage);
        for (var number = 1; number <= 2; number++)
        {
            File.WriteAllBytes(StorePath, garbage);
            using var store = OpenStore();
            store.Write(StoreSamples.Request(), StoreSamples.Samples(0, 3)).Added.Should().Be(3);

            store.Notices.Should().ContainSingle().Which.Should().Match($"The store {StorePath} was damaged. It was renamed to {StorePath}.corrupt-{number}; 0 intact records*");
            File.ReadAllBytes($"{StorePath}.corrupt-{number}").Should().Equal(garbage);
        }
    }

    [Test]
    public void An_empty_file_becomes_a_store()
    {
        File.WriteAllBytes(StorePath, []);
        using var store = OpenStore();

        store.Write(StoreSamples.Request(), StoreSamples.Samples(0, 3)).Added.Should().Be(3);
        store.Notices.Should().BeEmpty();
    }

    [Test]
    public void Damaged_pages_cost_only_the_records_in_them()
    {
        using (var store = OpenStore())
            store.Write(StoreSamples.Request(), StoreSamples.Samples(0, 500, steps: 64));
        var bytes = File.ReadAllBytes(StorePath);
        bytes.AsSpan(bytes.Length / 2 / 16384 * 16384, 16384).Fill(0x5a);
        File.WriteAllBytes(StorePath, bytes);
        using var again = OpenStore();

        var left = again.Read(StoreSamples.Request(), 500);

        left.Should().HaveCountGreaterThan(480).And.HaveCountLessThan(500);
        left.Values.Should().BeEquivalentTo(StoreSamples.Samples(0, 500, steps: 64).Where(sample => left.ContainsKey(sample.SampleIndex)));
        again.Notices.Should().ContainSingle().Which.Should().Contain($"{left.Count} intact records were copied");
        Files().Should().Contain("store.db.corrupt-1");
    }

    // Whatever one flipped byte hits (header, page structure, key, record), a run ends with the right samples or with
    // a message; it never reads a wrong sample.
    [Test]
    public void A_flipped_byte_anywhere_never_gives_a_wrong_sample()
    {
        using (var store = OpenStore())
            StoreSamples.Run(store);
        var bytes = File.ReadAllBytes(StorePath);
        var random = new Random(5);
        var header = Enumerable.Range(0, 100).Where(_ => random.Next(4) == 0);
        var treeHeads = Enumerable.Range(0, bytes.Length / 16384).SelectMany(page => Enumerable.Range(page * 16384, 12)).Where(_ => random.Next(3) == 0);
        var anywhere = Enumerable.Range(0, 60).Select(_ => random.Next(bytes.Length));
        var refused = 0;
        foreach (var position in header.Concat(treeHeads).Concat(anywhere))
        {
            var flipped = (byte[])bytes.Clone();
            flipped[position] ^= (byte)(1 << random.Next(8));
            File.WriteAllBytes(StorePath, flipped);
            try
            {
                using var store = OpenStore();
                StoreSamples.Run(store);
                for (var request = 0; request < 3; request++)
                    store.Read(StoreSamples.Request(request), 12).Values.Select(sample => sample.Text).Should().Equal(StoreSamples.Samples(0, 12, StoreSamples.RunSteps).Select(sample => sample.Text), "byte {0} was flipped", position);
            }
            catch (BenchException e)
            {
                refused++;
                e.Message.Should().Contain(StorePath);
                position.Should().BeLessThan(100, "only a flip in the header may make the file look like another program's: {0}", e.Message);
            }

            foreach (var file in Directory.GetFiles(Folder))
                File.Delete(file);
        }

        refused.Should().BeLessThan(15);
    }

    private void FillThenDamage(string damage)
    {
        using (var store = OpenStore())
            store.Write(StoreSamples.Request(), StoreSamples.Samples(0, 10));
        StoreSamples.Execute(StorePath, damage, ("$key", StoreKey.OfSample(StoreKey.Of(StoreSamples.Request()), 4)));
    }
}
