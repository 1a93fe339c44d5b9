using System.Text.Json;
using Microsoft.ML.OnnxRuntime;

namespace DiversityBench.Suites.Runs;

/// <summary>Versions of the packages that compute: a figure that moves with one of them names it as the likely cause.</summary>
internal static class PackageVersions
{
    private static readonly string[] s_computing = ["MathNet.Numerics", "Microsoft.ML", "Microsoft.ML.Tokenizers", "System.Numerics.Tensors"];

    /// <summary>The file in which the build lists the packages that it was made with.</summary>
    public static string ListPath => Path.Combine(AppContext.BaseDirectory, typeof(PackageVersions).Assembly.GetName().Name + ".deps.json");

    /// <summary>Version by package, as the executable was built with them; that of ONNX Runtime as its library says it.</summary>
    public static Dictionary<string, string> Computing { get; } = Read();

    private static Dictionary<string, string> Read()
    {
        using var file = JsonDocument.Parse(File.ReadAllBytes(ListPath));
        var versions = file.RootElement.GetProperty("libraries").EnumerateObject().Select(library => library.Name.Split('/'))
            .Where(name => s_computing.Contains(name[0])).ToDictionary(name => name[0], name => name[1]);
        versions.Add("Microsoft.ML.OnnxRuntime", OrtEnv.Instance().GetVersionString());
        return versions;
    }
}
