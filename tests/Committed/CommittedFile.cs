using System.Runtime.InteropServices;
using System.Text.Encodings.Web;
using System.Text.Json;
using DiversityBench.Metrics;

namespace DiversityBench.Tests.Committed;

/// <summary>
/// The committed generations of one model: recorded generations as docs/recorded.md describes them, a sample a line, with what metrics need besides:
/// <c>visible_text</c>, <c>steps</c> (a row a step, the fields of StepStatistics in their order) and <c>embedding</c> (single precision, little-endian, base64).
/// </summary>
internal static class CommittedFile
{
    private static readonly JsonSerializerOptions Json = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static string PathOf(string name) => Path.Combine(TestData.RepositoryRoot, "tests", "Committed", name);

    public static IReadOnlyList<CommittedSample> Read(string model) => [.. File.ReadLines(PathOf($"{model}.jsonl")).Select(Parse)];

    public static void Write(string path, IEnumerable<CommittedSample> samples) => File.WriteAllText(path, string.Concat(samples.Select(s => Line(s) + "\n")));

    public static string Line(CommittedSample sample) => JsonSerializer.Serialize(
        new Dictionary<string, object>
        {
            ["prompt_id"] = sample.PromptId,
            ["prompt"] = sample.Prompt,
            ["sample_index"] = sample.Index,
            ["text"] = sample.Text,
            ["visible_text"] = sample.VisibleText,
            ["finish_reason"] = sample.Finish,
            ["steps"] = sample.Steps.Select(s => new[] { s.EntropyInNats, s.Top1, s.Top2, s.Top3, s.Top4, s.Top5, s.NucleusSize, s.LogProbabilityInNats }),
            ["embedding"] = Convert.ToBase64String(MemoryMarshal.AsBytes<float>([.. sample.Embedding])),
        },
        Json);

    private static CommittedSample Parse(string line)
    {
        using var document = JsonDocument.Parse(line);
        var root = document.RootElement;
        return new CommittedSample(
            root.Text("prompt_id"), root.Text("prompt"), root.GetProperty("sample_index").GetInt32(), root.Text("text"), root.Text("visible_text"), root.Text("finish_reason"),
            [.. root.GetProperty("steps").EnumerateArray().Select(Step)],
            [.. MemoryMarshal.Cast<byte, float>(root.GetProperty("embedding").GetBytesFromBase64())]);
    }

    private static StepStatistics Step(JsonElement row)
    {
        float[] n = [.. row.EnumerateArray().Select(value => value.GetSingle())];
        return new StepStatistics(n[0], n[1], n[2], n[3], n[4], n[5], (int)n[6], n[7]);
    }
}
