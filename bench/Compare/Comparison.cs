using System.Globalization;
using System.Text.Json;
using DiversityBench.Bench.Workloads;

namespace DiversityBench.Bench.Compare;

/// <summary>Runs ours and the peers alternately and prints the median of each figure's rounds against its target.</summary>
internal static class Comparison
{
    /// <summary>Runs all rounds.</summary>
    /// <param name="rounds">How often everything is run.</param>
    /// <param name="only">Parts of the names of the targets wanted; none wants all.</param>
    /// <returns>0 if every target was reached.</returns>
    public static int Run(int rounds, IReadOnlyList<string> only)
    {
        var targets = Targets.All.Where(t => only.Count == 0 || only.Any(o => t.Name.Contains(o, StringComparison.OrdinalIgnoreCase))).ToArray();
        var wanted = targets.SelectMany(t => t.Needs).ToHashSet();
        var contestants = Contestants.All().Where(c => wanted.Contains(c.Key)).ToArray();
        var measured = new List<Dictionary<string, WorkloadResult>>();
        for (var round = 1; round <= rounds; round++)
        {
            var results = new Dictionary<string, WorkloadResult>();
            foreach (var (name, run) in contestants)
            {
                results[name] = run();
                Console.Error.WriteLine($"round {round} of {rounds}: {JsonSerializer.Serialize(results[name] with { Name = name }, JsonSerializerOptions.Web)}");
            }

            measured.Add(results);
        }

        Console.WriteLine("| | median | rounds | target | |");
        Console.WriteLine("| --- | ---: | --- | ---: | --- |");
        var missed = 0;
        foreach (var target in targets)
        {
            var figures = measured.Select(target.Figure).ToArray();
            var median = Median(figures);
            missed += target.Holds(median) ? 0 : 1;
            Console.WriteLine($"| {target.Name} | {Text(median)}{target.Unit} | {string.Join(", ", figures.Select(Text))} | {(target.AtLeast ? "≥" : "≤")} {Text(target.Wanted)} | {(target.Holds(median) ? "reached" : "missed")} |");
        }

        Console.WriteLine();
        Console.WriteLine("| | items/s (median) | processor seconds |");
        Console.WriteLine("| --- | ---: | ---: |");
        foreach (var (name, _) in contestants)
            Console.WriteLine($"| {name} | {Text(Median([.. measured.Select(m => m[name].ItemsPerSecond)]))} | {Text(Median([.. measured.Select(m => m[name].CpuSeconds)]))} |");
        return missed == 0 ? 0 : 1;
    }

    private static double Median(double[] figures)
    {
        var sorted = figures.Order().ToArray();
        return (sorted[(sorted.Length - 1) / 2] + sorted[sorted.Length / 2]) / 2;
    }

    private static string Text(double figure) => figure.ToString(figure >= 100 ? "0" : "0.00", CultureInfo.InvariantCulture);
}
