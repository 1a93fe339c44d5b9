using DiversityBench.Fixtures.Store;
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

        act.Should().Throw<BenchException>().WithMessage("Expected the generation store to be of version 2 or older because *, but found version 99.*Next step: *");
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
        command.ExecuteScalar().Should().Be(4L + 3L);
        store.Read(StoreSamples.Request(), 3).Should().HaveCount(3);
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
