using System.Text.Json;

namespace DiversityBench.Tests.Verification.Statistics;

/// <summary>Reading of tests/golden: numbers may be the strings NaN, Infinity and -Infinity.</summary>
internal static class GoldenFile
{
    public static JsonElement Read(string name)
    {
        using var document = JsonDocument.Parse(File.ReadAllText(TestData.Golden(name)));
        return document.RootElement.Clone();
    }

    public static JsonElement At(this JsonElement element, string path)
    {
        foreach (var key in path.Split('/'))
            element = element.GetProperty(key);
        return element;
    }

    public static double Number(this JsonElement element) => element.ValueKind == JsonValueKind.String
        ? element.GetString() switch { "NaN" => double.NaN, "Infinity" => double.PositiveInfinity, _ => double.NegativeInfinity }
        : element.GetDouble();

    public static double Number(this JsonElement element, string path) => element.At(path).Number();

    public static double[] Numbers(this JsonElement element) => [.. element.EnumerateArray().Select(Number)];

    public static double[] Numbers(this JsonElement element, string path) => element.At(path).Numbers();

    public static string Text(this JsonElement element, string path) => element.At(path).GetString()!;

    public static bool Has(this JsonElement element, string key) =>
        element.TryGetProperty(key, out var value) && value.ValueKind != JsonValueKind.Null;
}
