using DiversityBench.Fixtures.Generations;
using DiversityBench.Fixtures.Store;
using DiversityBench.Metrics;
using DiversityBench.Metrics.Errors;
using FluentAssertions;
using NUnit.Framework;

namespace DiversityBench.Tests.Fixtures.Store;

internal sealed class StoreSchemaTests : StoreTestBase
{
    [Test]
    public void A_newer_store_is_refused_and_left_as_it_is()
    {
        using (OpenStore())
        {
        }

        StoreSamples.Execute(StorePath, "PRAGMA user_version = 99");
        var before = File.ReadAllBytes(StorePath);
        var act = () => OpenStore();

        act.Should().Throw<BenchException>().WithMessage("Expected the generation store to be of version 3 or older because *, but found version 99.*Next step: *");
        File.ReadAllBytes(StorePath).Should().Equal(before);
        Files().Should().Equal("store.db");
    }

    [Test]
    public void Another_programs_database_is_refused_and_keeps_its_tables()
    {
        StoreSamples.Execute(StorePath, "CREATE TABLE diary (entry TEXT); INSERT INTO diary VALUES ('dear diary'); CREATE TABLE generations (key, record)");
        var act = () => OpenStore();

        act.Should().Throw<BenchException>().WithMessage("*but found another SQLite database with 2 tables*");
        StoreSamples.Execute(StorePath, "DELETE FROM diary WHERE entry = 'dear diary'");
        Files().Should().Equal("store.db");
    }

    [Test]
    public void An_older_store_is_upgraded_and_keeps_its_samples()
    {
        using var store = OpenStore();
        store.Write(StoreSamples.Request(), StoreSamples.Samples(0, 3));
        var connection = store.Session.Connection;

        StoreSchema.Upgrade(connection, StorePath, [.. StoreSchema.Steps, "CREATE TABLE added_later (id INTEGER)", "INSERT INTO added_later VALUES (3)"]);

        using var command = connection.CreateCommand();
        command.CommandText = "SELECT user_version + (SELECT id FROM added_later) FROM pragma_user_version";
        command.ExecuteScalar().Should().Be(5L + 3L);
        store.Read(StoreSamples.Request(), 3).Should().HaveCount(3);
    }

    /// <summary>Version 2 wrote format 1 alone: 32 bytes a step.</summary>
    [Test]
    public void A_store_of_version_2_keeps_samples_whose_steps_name_no_tokens()
    {
        using (OpenStore())
        {
        }

        var key = StoreKey.OfSample(StoreKey.Of(StoreSamples.Request()), 4);
        float[] figures = [1.5f, 0.5f, 0.25f, 0.125f, 0.0625f, 0.03125f, 0, -0.75f];
        byte[] record =
        [
            1, (byte)FinishReason.EndOfSequence, 1, 0, 0, 0, 1, 0, 0, 0, 2, 0, 0, 0, // format, end, one token, one step, two characters
            7, 0, 0, 0,
            .. figures.SelectMany((figure, i) => i == 6 ? [9, 0, 0, 0] : BitConverter.GetBytes(figure)),
            (byte)'o', 0, (byte)'k', 0,
            .. new byte[RecordSeal.Length],
        ];
        RecordSeal.Write(key, record);
        StoreSamples.Execute(StorePath, "INSERT INTO generations VALUES ($key, $record); PRAGMA user_version = 2", ("$key", key), ("$record", record));

        using var store = OpenStore();
        var found = store.Read(StoreSamples.Request(), 5).Should().ContainSingle().Subject.Value;

        found.Should().BeEquivalentTo(new Generation(4, [new TokenId(7)], "ok", [new StepStatistics(1.5f, 0.5f, 0.25f, 0.125f, 0.0625f, 0.03125f, 9, -0.75f)], FinishReason.EndOfSequence));
        found.Steps[0].TopTokens.Count.Should().Be(0);
        store.Notices.Should().BeEmpty();
    }

    [Test]
    public void A_failed_upgrade_changes_nothing()
    {
        using var store = OpenStore();
        var act = () => StoreSchema.Upgrade(store.Session.Connection, StorePath, [.. StoreSchema.Steps, "CREATE TABLE added_later (id INTEGER)", "no SQL"]);

        act.Should().Throw<Microsoft.Data.Sqlite.SqliteException>();
        StoreSchema.Upgrade(store.Session.Connection, StorePath, StoreSchema.Steps);
        StoreSamples.Dump(StorePath).Should().Be("ok");
    }
}
