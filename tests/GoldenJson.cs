using System.Globalization;
using System.Text.Json;

namespace DiversityBench.Tests;

/// <summary>Reads tests/golden/*.json: numbers, and the strings "NaN", "Infinity", "-Infinity" that stand for numbers.</summary>
internal static class GoldenJson
{
    public static JsonElement Root(string file)
    {
        using var document = JsonDocument.Parse(File.ReadAllBytes(TestData.Golden(file)));
        return document.RootElement.Clone();
    }

    public static IEnumerable<JsonElement> Cases(string file, string list) => Root(file).GetProperty(list).EnumerateArray();

    /// <summary>The element at a path of property names separated by slashes.</summary>
    public static JsonElement At(this JsonElement element, string path)
    {
        foreach (var key in path.Split('/'))
            element = element.GetProperty(key);
        return element;
    }

    public static string Text(this JsonElement element, string path) => element.At(path).GetString()!;

    public static bool Has(this JsonElement element, string key) => element.TryGetProperty(key, out var value) && value.ValueKind != JsonValueKind.Null;

    public static string Id(this JsonElement element) => element.GetProperty("id").GetString()!;

    public static double Number(this JsonElement element) => element.ValueKind == JsonValueKind.String
        ? double.Parse(element.GetString()!, CultureInfo.InvariantCulture)
        : element.GetDouble();

    public static double Number(this JsonElement element, string property) => element.At(property).Number();

    public static double? NumberOrNull(this JsonElement element, string property) =>
        element.TryGetProperty(property, out var value) && value.ValueKind != JsonValueKind.Null ? value.Number() : null;

    public static double[] Numbers(this JsonElement element) => element.EnumerateArray().Select(Number).ToArray();

    public static double[] Numbers(this JsonElement element, string property) => element.At(property).Numbers();

    public static int[] Integers(this JsonElement element, string property) =>
        element.At(property).EnumerateArray().Select(value => value.GetInt32()).ToArray();

    public static string[] Texts(this JsonElement element) => element.EnumerateArray().Select(value => value.GetString()!).ToArray();

    public static double[][] Rows(this JsonElement element) => element.EnumerateArray().Select(Numbers).ToArray();

    public static double[][] Vectors(string set) =>
        Root("vectors.json").GetProperty("sets").GetProperty(set).GetProperty("vectors").Rows();
}
