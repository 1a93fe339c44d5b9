using System.Diagnostics;
using DiversityBench.Fixtures.Store;
using SQLitePCL;

namespace DiversityBench.Tests.Fixtures.Store;

/// <summary>What a child process of a store test does.</summary>
internal static class StoreChild
{
    public const string Command = "store-child";

    public static int Run(string[] arguments)
    {
        switch (arguments)
        {
            case ["run", var path]:
                using (var store = GenerationStore.Open(path))
                    StoreSamples.Run(store);
                return 0;

            // SIGKILL to itself while SQLite executes the given instruction, counted over the whole run.
            case ["run-and-die", var path, var instruction]:
                using (var store = GenerationStore.Open(path))
                {
                    var left = int.Parse(instruction, System.Globalization.CultureInfo.InvariantCulture);
                    raw.sqlite3_progress_handler(store.Session.Connection.Handle, 1, _ => { if (--left == 0) Process.GetCurrentProcess().Kill(); return 0; }, null);
                    StoreSamples.Run(store);
                }

                return 0;

            case ["fill", var folder]:
                StoreDiskFullTests.FillAndResume(folder);
                return 0;

            // Same keys, other bytes: each process writes its own text, in its own order, so that only one can win.
            case ["contend", var path, var name, var samples]:
                using (var store = GenerationStore.Open(path))
                {
                    var indices = Enumerable.Range(0, int.Parse(samples, System.Globalization.CultureInfo.InvariantCulture)).ToArray();
                    new Random(StringComparer.Ordinal.Equals(name, "a") ? 1 : 2).Shuffle(indices);
                    var differing = indices.Chunk(5).Sum(chunk => store.Write(StoreSamples.Request(), [.. chunk.Select(index => StoreSamples.Sample(index) with { Text = name })]).Differing.Count);
                    Console.WriteLine(differing);
                }

                return 0;

            default:
                return 2;
        }
    }
}
