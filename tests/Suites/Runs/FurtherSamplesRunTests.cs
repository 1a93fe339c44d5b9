using System.Text.Json;
using DiversityBench.Tests.Report;
using FluentAssertions;
using NUnit.Framework;

namespace DiversityBench.Tests.Suites.Runs;

/// <summary>What the report shows of samples that no prompt of a suite asked for: pushed ones, and those of other rungs and temperatures.</summary>
public sealed class FurtherSamplesRunTests
{
    [Test]
    public void The_report_shows_pushed_samples_and_those_of_other_rungs_and_temperatures()
    {
        using var folder = new SuiteFolder();
        // The repository's own ladder has a rung between; no baseline is approved for this pair.
        SuiteProgram.Run(
            folder, $"DIVERSITYBENCH_MANIFEST={Path.Combine(TestData.RepositoryRoot, "models.json")}", "pairs=reference/base..dpo", "samples=3", "protocols=paper",
            "suites=Semantics+TokenEntropy+Attractors+Temperature+Ladder");

        using var data = JsonDocument.Parse(UnpackedData.Of(File.ReadAllText(Path.Combine(Path.GetDirectoryName(folder.Results)!, "report.html"))));
        var arms = data.RootElement.GetProperty("arms");
        var sheets = data.RootElement.GetProperty("sets").EnumerateArray().ToDictionary(
            set => $"{set.GetProperty("suite").GetString()}, {set.GetProperty("prompt").GetString()}",
            set => (Base: arms[set.GetProperty("base").GetInt32()], Aligned: arms[set.GetProperty("aligned").GetInt32()]));

        // Before the bracket the sample as it was, below the line how it goes on where nobody pushes.
        var own = Texts(sheets["Semantics, grace-hopper"].Base);
        var pushed = Texts(sheets["Attractors, grace-hopper, pushed"].Base);
        pushed.Should().NotBeEmpty();
        foreach (var parts in pushed.Select(text => text.Split([" [", "\n--- unpushed:\n"], StringSplitOptions.None)))
        {
            var unpushed = parts[0] + parts[^1];
            own.Should().ContainSingle(text => text.StartsWith(unpushed, StringComparison.Ordinal));
        }

        Name(sheets["Ladder, grace-hopper, base to sft"].Aligned).Should().Be("reference-sft, raw text");
        Name(sheets["Temperature, konrad-zuse, T = 0.3"].Base).Should().Be("reference-base at T = 0.3, raw text");
        Texts(sheets["Temperature, konrad-zuse, T = 0.3"].Base).Should().HaveCount(3);
        sheets.Keys.Should().NotContain(name => name.StartsWith("Ladder, customer-persona"), "Personas was not among the suites");

        static string Name(JsonElement arm) => arm.GetProperty("arm").GetString()!;
        static string[] Texts(JsonElement arm) => [.. arm.GetProperty("samples").EnumerateArray().Select(sample => sample[0].GetString()!)];
    }
}
