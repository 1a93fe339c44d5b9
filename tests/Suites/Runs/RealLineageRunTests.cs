using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using DiversityBench.Report.Results;
using DiversityBench.Verification.Claims;
using FluentAssertions;
using NUnit.Framework;

namespace DiversityBench.Tests.Suites.Runs;

/// <summary>Outputs of a real lineage through the suite's executable: the claims across prompts have the figures that the README's table shows.</summary>
public sealed partial class RealLineageRunTests
{
    private const string Column = "phi-2 → SFT";

    [Test]
    public void Effects_of_a_real_lineage_are_those_of_the_readme()
    {
        using var folder = new SuiteFolder();
        folder.AddEncoder();
        foreach (var model in new[] { "phi-2", "phi-2-sft" })
            AddRecorded(folder, model);
        folder.AddPair("lineage", "phi-2", "phi-2-sft");

        SuiteProgram.Run(folder, "pairs=lineage", "suites=AcrossPrompts");

        var claims = ResultsFile.Read(folder.Results).Claims.Select(c => c.Result).ToArray();
        claims.Select(c => c.Claim.Id).Should().Equal("X1.1", "X1.2", "X1.3", "X1.4");
        foreach (var claim in claims)
        {
            claim.Outcome.Should().Be(Outcome.Refuted, claim.Claim.Id);
            claim.BaseSamples.Should().Be(803, "phi-2 left two prompts unanswered");
            double[] found = [claim.Effect!.Value, claim.Interval!.Lower, claim.Interval.Upper];
            var shown = Number().Matches(Cell(claim.Claim.Id)).Select(match => match.Value).ToArray();
            shown.Should().HaveCount(3);
            shown.Zip(found).Should().OnlyContain(pair => Math.Abs(double.Parse(pair.First, CultureInfo.InvariantCulture) - pair.Second) <= 0.5001 * LastDigit(pair.First), claim.Claim.Id);
        }
    }

    private static void AddRecorded(SuiteFolder folder, string model)
    {
        var content = File.ReadAllBytes(TestData.Shared("recorded", "alpaca_eval", model + ".jsonl"));
        File.WriteAllBytes(Path.Combine(folder.Root, model + ".jsonl"), content);
        folder.Edit(manifest => manifest["models"]!.AsArray().Add(new JsonObject
        {
            ["id"] = model,
            ["engine"] = "recorded",
            ["source"] = new JsonObject { ["type"] = "recorded", ["path"] = model + ".jsonl", ["sha256"] = Convert.ToHexStringLower(SHA256.HashData(content)) },
            ["licence"] = "CC-BY-NC-4.0",
        }));
    }

    /// <summary>The README's cell of a claim on this lineage: effect, then its interval in brackets.</summary>
    private static string Cell(string claim)
    {
        var lines = File.ReadAllLines(Path.Combine(TestData.RepositoryRoot, "README.md"));
        var column = Cells(lines.Single(line => line.Contains($"| {Column} |", StringComparison.Ordinal))).IndexOf(Column);
        return Cells(lines.Single(line => line.StartsWith($"| {claim} ", StringComparison.Ordinal)))[column];
    }

    private static List<string> Cells(string line) => [.. line.Split('|').Select(cell => cell.Trim())];

    /// <summary>What the last digit of a number stands for.</summary>
    private static double LastDigit(string number) => Math.Pow(10, -(number.Length - 1 - number.IndexOf('.', StringComparison.Ordinal)));

    [GeneratedRegex(@"-?\d+\.\d+")]
    private static partial Regex Number();
}
