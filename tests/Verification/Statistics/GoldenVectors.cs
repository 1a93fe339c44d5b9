using System.Text.Json;
using DiversityBench.Metrics.Embeddings;
using DiversityBench.Metrics.Sets;

namespace DiversityBench.Tests.Verification.Statistics;

/// <summary>Point sets of tests/golden/vectors.json with their cosines in double precision.</summary>
internal static class GoldenVectors
{
    private static readonly JsonElement Sets = GoldenJson.Root("vectors.json").At("sets");

    public static double[][] Of(string name)
    {
        var set = Sets.GetProperty(name);
        var rows = set.ValueKind == JsonValueKind.Array ? set : set.EnumerateObject().First(p => p.Value.ValueKind == JsonValueKind.Array).Value;
        return [.. rows.EnumerateArray().Select(GoldenJson.Numbers)];
    }

    public static SymmetricMatrix Cosines(double[][] vectors)
    {
        double[] lengths = [.. vectors.Select(v => Math.Sqrt(v.Sum(x => x * x)))];
        return SymmetricMatrix.FromRows([.. vectors.Select((v, i) => vectors
            .Select((w, j) => i == j ? 1 : v.Zip(w, (a, b) => a * b).Sum() / (lengths[i] * lengths[j])).ToArray())]).Value;
    }
}
