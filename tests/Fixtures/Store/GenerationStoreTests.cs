using System.Runtime.InteropServices;
using DiversityBench.Fixtures.Generations;
using DiversityBench.Fixtures.Store;
using DiversityBench.Metrics;
using DiversityBench.Metrics.Errors;
using FluentAssertions;
using NUnit.Framework;

namespace DiversityBench.Tests.Fixtures.Store;

internal sealed class GenerationStoreTests : StoreTestBase
{
    private static readonly Generation[] Odd =
    [
        new(0, [], "", [], FinishReason.Length),
        new(1, [new TokenId(-1), new TokenId(int.MaxValue)], "lone \ud800 half, \0, 🦊", [new(float.NaN, -0f, float.Epsilon, 1, float.PositiveInfinity, 0, int.MinValue, -3.5f)], FinishReason.StopString),
        new(2, [], "", [new(1, 2, 3, 4, 5, 6, 7, 8) { TopTokens = new TopTokens([65_534, 0]) }, default], FinishReason.Length),
        new(3, [], "", [default, new(1, 2, 3, 4, 5, 6, 7, 8) { TopTokens = new TopTokens([65_535, 1, 2, 3, 4]) }], FinishReason.Length),
        new(4, [], "", [new(1, 2, 3, 4, 5, 6, 7, 8) { TopTokens = new TopTokens([1, 2, int.MaxValue - 1]) }], FinishReason.Length),
        new(7, [new TokenId(3)], new string('x', 40_000), [.. Enumerable.Repeat(default(StepStatistics), 3_000)], FinishReason.EndOfSequence),
    ];

    [Test]
    public void A_sample_comes_back_bit_by_bit([ValueSource(nameof(Odd))] Generation sample)
    {
        using (var store = OpenStore())
            store.Write(StoreSamples.Request(), [sample]);
        using var again = OpenStore();

        var read = again.Read(StoreSamples.Request(), 8).Should().ContainSingle().Subject;

        read.Key.Should().Be(sample.SampleIndex);
        read.Value.SampleIndex.Should().Be(sample.SampleIndex);
        read.Value.Tokens.Should().Equal(sample.Tokens);
        read.Value.Text.Should().Be(sample.Text);
        read.Value.Finish.Should().Be(sample.Finish);
        Bits(read.Value.Steps).Should().Equal(Bits(sample.Steps));
    }

    /// <summary>32 bytes of figures; ids are stored plus one, in two bytes up to 65,535, in three up to 16,777,215.</summary>
    [TestCase(null, 32)]
    [TestCase(65_534, 42)]
    [TestCase(65_535, 47)]
    [TestCase(16_777_214, 47)]
    [TestCase(16_777_215, 52)]
    public void A_step_costs_as_many_bytes_as_its_largest_id_needs(int? largest, int bytes)
    {
        var step = new StepStatistics(1, 2, 3, 4, 5, 6, 7, 8) { TopTokens = largest is { } id ? new TopTokens([id, 0, 1, 2, 3]) : default };
        var key = StoreKey.OfSample(StoreKey.Of(StoreSamples.Request()), 0);
        int Length(int steps) => GenerationRecord.Encode(key, new Generation(0, [], "", [.. Enumerable.Repeat(step, steps)], FinishReason.Length)).Length;

        (Length(3) - Length(2)).Should().Be(bytes);
    }

    [Test]
    public void Lists_that_are_no_arrays_are_stored_too()
    {
        using var store = OpenStore();
        var sample = StoreSamples.Sample(0);
        store.Write(StoreSamples.Request(), [sample with { Tokens = sample.Tokens.ToList(), Steps = sample.Steps.ToList() }]);

        store.Read(StoreSamples.Request(), 1)[0].Should().BeEquivalentTo(sample);
    }

    [Test]
    public void Only_samples_below_the_count_and_of_the_same_request_are_read()
    {
        using var store = OpenStore();
        store.Write(StoreSamples.Request(1), StoreSamples.Samples(0, 10));
        store.Write(StoreSamples.Request(2), StoreSamples.Samples(300, 1));

        store.Read(StoreSamples.Request(1), 4).Keys.Should().BeEquivalentTo([0, 1, 2, 3]);
        store.Read(StoreSamples.Request(1), 0).Should().BeEmpty();
        store.Read(StoreSamples.Request(2), 300).Should().BeEmpty();
        store.Read(StoreSamples.Request(2), int.MaxValue).Keys.Should().BeEquivalentTo([300]);
        store.Read(StoreSamples.Request(3), 10).Should().BeEmpty();
    }

    [Test]
    public void The_first_writer_wins_and_a_difference_is_reported()
    {
        using var store = OpenStore();
        var (first, other) = (StoreSamples.Sample(1), StoreSamples.Sample(1) with { Text = "other" });

        store.Write(StoreSamples.Request(), [StoreSamples.Sample(0), first]).Should().BeEquivalentTo(new StoreWriteResult(2, 0, []));
        store.Write(StoreSamples.Request(), [first, StoreSamples.Sample(2)]).Should().BeEquivalentTo(new StoreWriteResult(1, 1, []));
        store.Notices.Should().BeEmpty();
        store.Write(StoreSamples.Request(), [other, StoreSamples.Sample(0)]).Should().BeEquivalentTo(new StoreWriteResult(0, 1, [1]));

        store.Read(StoreSamples.Request(), 2)[1].Text.Should().Be(first.Text);
        store.Notices.Should().ContainSingle().Which.Should().StartWith("1 samples differ from those already in");
    }

    [Test]
    public void A_batch_is_stored_whole_or_not_at_all()
    {
        using var store = OpenStore();
        var act = () => store.Write(StoreSamples.Request(), [StoreSamples.Sample(0), StoreSamples.Sample(1) with { SampleIndex = -1 }]);

        act.Should().Throw<ArgumentOutOfRangeException>();
        store.Read(StoreSamples.Request(), 5).Should().BeEmpty();
    }

    [Test]
    public void Vectors_come_back_by_encoder_and_text()
    {
        using var store = OpenStore();
        var vectors = new Dictionary<string, float[]> { ["one"] = StoreSamples.Vector(1), [""] = [], ["é"] = [float.NaN, -0f] };
        store.WriteEmbeddings("encoder", vectors);
        store.WriteEmbeddings("encoder", new Dictionary<string, float[]> { ["one"] = StoreSamples.Vector(2) });

        var read = store.ReadEmbeddings("encoder", ["one", "one", "", "é", "e\u0301", "absent"]);

        read.Keys.Should().BeEquivalentTo(vectors.Keys);
        foreach (var (text, vector) in vectors)
            MemoryMarshal.AsBytes<float>(read[text]).ToArray().Should().Equal(MemoryMarshal.AsBytes<float>(vector).ToArray());
        store.ReadEmbeddings("another encoder", ["one"]).Should().BeEmpty();
    }

    [Test]
    public void Closing_leaves_one_file()
    {
        using (var store = OpenStore())
            StoreSamples.Run(store);

        Files().Should().Equal("store.db");
    }

    [Test]
    public void Threads_may_read_and_write_at_once()
    {
        using var store = OpenStore();

        Parallel.For(0, 40, new ParallelOptions { MaxDegreeOfParallelism = 4 }, number =>
        {
            store.Write(StoreSamples.Request(number % 4), StoreSamples.Samples(number / 4, 2));
            store.Read(StoreSamples.Request(number % 4), 20).Should().ContainKey(number / 4);
        });

        for (var request = 0; request < 4; request++)
            store.Read(StoreSamples.Request(request), 20).Values.Should().BeEquivalentTo(StoreSamples.Samples(0, 11));
    }

    [Test]
    public void A_path_may_be_long_and_in_any_script([Values("ключ с пробелом", "数据?mode=memory#x;Mode=ReadOnly", "a'b\"c%20d")] string name)
    {
        var path = Path.Combine(Folder, string.Join(Path.DirectorySeparatorChar, Enumerable.Repeat(new string('p', 60), 5)), name, "storé.db");
        using (var store = GenerationStore.Open(path))
            store.Write(StoreSamples.Request(), StoreSamples.Samples(0, 2));
        File.Exists(path).Should().BeTrue();

        using var again = GenerationStore.Open(path, new GenerationStoreOptions { ReadOnly = true });

        again.Read(StoreSamples.Request(), 2).Should().HaveCount(2);
    }

    [Test, Platform(Exclude = "Win")]
    public void A_path_that_is_too_long_for_SQLite_is_named()
    {
        var path = Path.Combine(Folder, string.Join('/', Enumerable.Repeat(new string('p', 100), 6)), "store.db");
        var act = () => GenerationStore.Open(path);

        act.Should().Throw<BenchException>().WithMessage($"Expected the generation store to have a path of at most 500 bytes*Store: {path}*Next step: *");
    }

    [Test]
    public void A_closed_store_says_so()
    {
        var store = OpenStore();
        store.Dispose();
        store.Dispose();
        var act = () => store.Read(StoreSamples.Request(), 1);

        act.Should().Throw<ObjectDisposedException>().Which.ObjectName.Should().EndWith(nameof(GenerationStore));
    }

    [Test]
    public void The_resume_hint_names_the_file()
    {
        using var store = OpenStore();

        store.ResumeHint.Should().Contain(StorePath).And.Contain("same command again");
    }

    private static byte[] Bits(IReadOnlyList<StepStatistics> steps) => MemoryMarshal.AsBytes<StepStatistics>(steps.ToArray()).ToArray();
}
