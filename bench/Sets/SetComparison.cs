using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using DiversityBench.Bench.Workloads;

namespace DiversityBench.Bench.Sets;

/// <summary>Set-level figures, ours and those of Python's libraries, in one run on the same samples.</summary>
internal static class SetComparison
{
    private const int Runs = 5;

    /// <summary>Prints a table in Markdown.</summary>
    /// <returns>0 if all targets are reached and all figures agree, else 1.</returns>
    public static int Run(string python)
    {
        var data = SetData.Draw(texts: 200, vectors: 400);
        var tasks = SetTask.Of(data);
        var ours = tasks.ToDictionary(t => t.Name, t => t.Measure(Runs));
        var reached = true;
        Console.WriteLine("| | ours | Python | | ratio | ratio of processor time | target | |\n| --- | ---: | ---: | --- | ---: | ---: | ---: | --- |");
        foreach (var peer in Peers(python, data))
        {
            var task = tasks.Single(t => t.Name == peer.Task);
            var (seconds, cpuSeconds, value) = ours[peer.Task];
            var ratio = peer.Seconds / seconds;
            var agrees = Math.Abs(value - peer.Value) <= task.Tolerance;
            reached &= agrees && !(ratio < task.Wanted);
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"| {task.Name} | {1000 * seconds:0.##} ms | {1000 * peer.Seconds:0.##} ms | {peer.Library} | {ratio:0.#}x | {peer.CpuSeconds / cpuSeconds:0.#}x | {(task.Wanted is { } wanted ? $"≥ {wanted}" : "")} | {(agrees ? ratio < task.Wanted ? "**missed**" : "" : $"**{value} against {peer.Value}**")} |"));
        }

        return reached ? 0 : 1;
    }

    private static IReadOnlyList<Peer> Peers(string python, SetData data)
    {
        var file = Path.GetTempFileName();
        try
        {
            File.WriteAllText(file, JsonSerializer.Serialize(data, JsonSerializerOptions.Web));
            var start = new ProcessStartInfo(python, [Path.Combine(Places.Peers, "sets.py"), file]) { RedirectStandardOutput = true };
            using var process = Process.Start(start)!;
            var lines = process.StandardOutput.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries);
            process.WaitForExit();
            return [.. lines.Select(line => JsonSerializer.Deserialize<Peer>(line, JsonSerializerOptions.Web)!)];
        }
        finally
        {
            File.Delete(file);
        }
    }

    private sealed record Peer(string Task, string Library, double Seconds, double CpuSeconds, double Value);
}
