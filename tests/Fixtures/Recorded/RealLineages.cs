using System.Text.Json;
using DiversityBench.Fixtures.Recorded;
using DiversityBench.Metrics.Lexical;
using FluentAssertions;
using NUnit.Framework;

namespace DiversityBench.Tests.Fixtures.Recorded;

/// <summary>Outputs of real models in shared/recorded, and what other programs measured on them (measured.json, ten digits).</summary>
internal static class RealLineages
{
    private const double Rounding = 1e-9;

    /// <summary>Every lineage, whole and cut to its common length.</summary>
    public static IEnumerable<TestCaseData> Sets() =>
        from lineage in new[] { "phi-2", "mistral-7b" }
        from form in new[] { "cut", "whole" }
        select new TestCaseData(lineage, form).SetArgDisplayNames(lineage, form);

    public static JsonElement Measured()
    {
        using var document = JsonDocument.Parse(File.ReadAllBytes(TestData.Shared("recorded", "measured.json")));
        return document.RootElement.Clone();
    }

    public static JsonElement Lineage(string name) => Measured().At("lineages").GetProperty(name);

    /// <summary>Texts by prompt, by model; cut to the lineage's common length where asked.</summary>
    public static Dictionary<string, SortedDictionary<int, string>> Texts(JsonElement lineage, string form)
    {
        var limit = (int)lineage.Number("cut_tokens");
        var texts = lineage.GetProperty("rungs").Texts().ToDictionary(
            model => model,
            model => new SortedDictionary<int, string>(RecordedReader.Read(TestData.Shared("recorded", "alpaca_eval", $"{model}.jsonl"), new RecordedFields()).ToDictionary(s => int.Parse(s.PromptId), s => s.Text!)));
        CommonLength.InTokens([.. texts.Values.Select(model => (IReadOnlyList<int>)[.. model.Values.Select(text => T1Tokenizer.Split(text).Count)])]).Value.Should().Be(limit);
        if (form == "cut")
        {
            foreach (var model in texts.Values)
            {
                foreach (var id in model.Keys.ToArray())
                    model[id] = string.Join(' ', CommonLength.Cut(T1Tokenizer.Split(model[id]), limit));
            }
        }

        return texts;
    }

    /// <summary>A figure of every prompt that both rungs of a step answered, the later's less the earlier's, in the order of the prompts.</summary>
    public static double[] Differences(IReadOnlyDictionary<int, double> earlier, IReadOnlyDictionary<int, double> later)
        => [.. earlier.Keys.Where(later.ContainsKey).Order().Select(id => later[id] - earlier[id])];

    public static RecordedSample[] Novelty()
        => [.. RecordedReader.Read(TestData.Shared("recorded", "novelty-bench", "gemini-1.5-pro.jsonl"), new RecordedFields { Label = "partition" })];

    public static void Near(double value, double measured) => Near(value, measured, Rounding * Math.Abs(measured));

    public static void Near(double value, double measured, double tolerance) => value.Should().BeApproximately(measured, tolerance);

    public static double Median(IEnumerable<double> values)
    {
        double[] sorted = [.. values.Order()];
        return (sorted[(sorted.Length - 1) / 2] + sorted[sorted.Length / 2]) / 2;
    }

    /// <summary>Standard deviation over the square root of n.</summary>
    public static double StandardError(IReadOnlyList<double> values)
    {
        var mean = values.Average();
        return Math.Sqrt(values.Sum(value => (value - mean) * (value - mean)) / (values.Count - 1.0) / values.Count);
    }
}
