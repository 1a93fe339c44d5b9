using DiversityBench.Fixtures.Generations;
using DiversityBench.Fixtures.Sampling;
using DiversityBench.Fixtures.Store;
using DiversityBench.Metrics;
using Microsoft.Data.Sqlite;

namespace DiversityBench.Tests.Fixtures.Store;

/// <summary>Requests and samples that depend on their numbers alone, stores of them, and what lies in a store.</summary>
internal static class StoreSamples
{
    /// <summary>Steps of every sample of <see cref="Run"/>.</summary>
    public const int RunSteps = 64;

    public static GenerationRequest Request(int number = 0) => new(
        "model-a",
        "onnx 1.0 cpu",
        [new TokenId(1), new TokenId(number)],
        new SamplingOptions(),
        ["\n\n"],
        Seed: 7);

    public static Generation Sample(int index, int steps = 16)
    {
        var random = new Random(1000 + index);
        return new Generation(
            index,
            [.. Enumerable.Range(0, steps - 1).Select(_ => new TokenId(random.Next(50_000)))],
            $"Пример {index} 🦊 {random.NextDouble():R}",
            [.. Enumerable.Range(0, steps).Select(_ => Step(random))],
            (FinishReason)(index % 3));
    }

    public static Generation[] Samples(int first, int count, int steps = 16) =>
        [.. Enumerable.Range(first, count).Select(index => Sample(index, steps))];

    public static float[] Vector(int number, int length = 384)
    {
        var random = new Random(number);
        return [.. Enumerable.Range(0, length).Select(_ => random.NextSingle() - 0.5f)];
    }

    /// <summary>The run that is killed, filled up and shared: three requests of four batches of three samples, and vectors.</summary>
    public static void Run(GenerationStore store)
    {
        for (var request = 0; request < 3; request++)
        {
            for (var batch = 0; batch < 4; batch++)
            {
                var missing = Samples(batch * 3, 3, RunSteps).Where(sample => !store.Read(Request(request), 12).ContainsKey(sample.SampleIndex)).ToList();
                if (missing.Count > 0)
                    store.Write(Request(request), missing);
            }
        }

        var texts = Enumerable.Range(0, 6).ToDictionary(number => $"text {number}", number => Vector(number));
        var held = store.ReadEmbeddings("encoder", texts.Keys);
        store.WriteEmbeddings("encoder", texts.Where(pair => !held.ContainsKey(pair.Key)).ToDictionary());
    }

    /// <summary>Every row of every table as text, after a check of the whole file.</summary>
    public static string Dump(string path)
    {
        using var connection = new SqliteConnection($"Data Source={path};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = """
            SELECT integrity_check FROM pragma_integrity_check
            UNION ALL SELECT * FROM (SELECT 'g ' || hex(key) || ' ' || hex(record) FROM generations ORDER BY key)
            UNION ALL SELECT * FROM (SELECT 'e ' || hex(key) || ' ' || hex(record) FROM embeddings ORDER BY key)
            UNION ALL SELECT * FROM (SELECT 'q ' || source || ' ' || hex(key) || ' ' || hex(record) || ' ' || reason FROM quarantine ORDER BY id)
            """;
        using var reader = command.ExecuteReader();
        var lines = new List<string>();
        while (reader.Read())
            lines.Add(reader.GetString(0));
        return string.Join('\n', lines);
    }

    /// <summary>The dump of a run that nothing disturbed.</summary>
    public static string UndisturbedDump(string directory)
    {
        var path = Path.Combine(directory, "undisturbed.db");
        using (var store = GenerationStore.Open(path))
            Run(store);
        return Dump(path);
    }

    public static void Execute(string path, string sql, params (string Name, object Value)[] parameters)
    {
        using var connection = new SqliteConnection($"Data Source={path};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        foreach (var (name, value) in parameters)
            command.Parameters.AddWithValue(name, value);
        command.ExecuteNonQuery();
    }

    private static StepStatistics Step(Random random) => new(
        random.NextSingle() * 8, random.NextSingle(), random.NextSingle(), random.NextSingle(), random.NextSingle(), random.NextSingle(), random.Next(1, 900), -random.NextSingle())
    { TopTokens = new TopTokens([random.Next(50_000), random.Next(50_000), random.Next(50_000), random.Next(50_000), random.Next(50_000)]) };
}
