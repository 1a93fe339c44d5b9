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

    /// <summary>Stores as the programs of those versions made them, which wrote format 1 alone: 32 bytes a step.</summary>
    [TestCase(1), TestCase(2)]
    public void A_store_of_an_earlier_version_is_upgraded_and_keeps_samples_whose_steps_name_no_tokens(int version)
    {
        MakeStoreOf(version);
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
        StoreSamples.Execute(StorePath, "INSERT INTO generations VALUES ($key, $record)", ("$key", key), ("$record", record));

        using var store = OpenStore();
        var found = store.Read(StoreSamples.Request(), 5).Should().ContainSingle().Subject.Value;

        found.Should().BeEquivalentTo(new Generation(4, [new TokenId(7)], "ok", [new StepStatistics(1.5f, 0.5f, 0.25f, 0.125f, 0.0625f, 0.03125f, 9, -0.75f)], FinishReason.EndOfSequence));
        found.Steps[0].TopTokens.Count.Should().Be(0);
        store.Notices.Should().BeEmpty();
        StoreSamples.Execute(StorePath, "INSERT INTO derived VALUES (x'00', x'00')");
    }

    [Test]
    public void An_earlier_store_that_may_only_be_read_is_refused_with_how_to_upgrade_it_and_left_as_it_is()
    {
        MakeStoreOf(1);
        var before = File.ReadAllBytes(StorePath);
        var act = () => OpenStore(new GenerationStoreOptions { ReadOnly = true });

        act.Should().Throw<BenchException>().WithMessage(
            $"Expected the generation store to be of version 3 because it can only be read and so not be upgraded, but found version 1.\nStore: {StorePath}\n*Next step: Open it once for writing: *");
        File.ReadAllBytes(StorePath).Should().Equal(before);
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

    /// <summary>The file that the program of a version made; the statements are its own, so that a change of today's is noticed. 1145197396 spells DBST.</summary>
    private void MakeStoreOf(int version)
    {
        string[] steps =
        [
            """
            CREATE TABLE generations (key BLOB NOT NULL PRIMARY KEY, record BLOB NOT NULL) WITHOUT ROWID;
            CREATE TABLE embeddings (key BLOB NOT NULL PRIMARY KEY, record BLOB NOT NULL) WITHOUT ROWID;
            CREATE TABLE quarantine (id INTEGER PRIMARY KEY, source TEXT NOT NULL, key BLOB NOT NULL, record BLOB NOT NULL, reason TEXT NOT NULL);
            """,
            "CREATE TABLE derived (key BLOB NOT NULL PRIMARY KEY, record BLOB NOT NULL) WITHOUT ROWID;",
        ];
        StoreSamples.Execute(StorePath, string.Concat(steps.Take(version)) + FormattableString.Invariant($"PRAGMA application_id = 1145197396; PRAGMA user_version = {version};"));
    }
}
