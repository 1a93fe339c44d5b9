using DiversityBench.Fixtures.Manifest;

namespace DiversityBench.Fixtures.Engines.Onnx;

/// <summary>How an engine uses the machine.</summary>
/// <param name="Workers">Batches decoded at a time.</param>
/// <param name="Threads">Threads inside one run of the graph.</param>
internal sealed record OnnxPace(int Workers, int Threads)
{
    private const long SmallModelBytes = 64L << 20;

    /// <summary>
    /// A model whose weights fit the caches decodes fastest as one single-threaded batch a processor; a larger one is bound by
    /// reading its weights, which several threads of one batch share. A GPU is filled by one batch: several at a time would share its memory and
    /// wait for each other.
    /// </summary>
    /// <exception cref="InvalidDataException">The file is no complete graph.</exception>
    public static OnnxPace Of(OnnxEngineOptions options)
    {
        var small = options.Device == "cpu" && WeightBytes(options.GraphPath) < SmallModelBytes;
        return new OnnxPace(options.Workers ?? (small ? options.Processors : 1), options.Threads ?? (small ? 1 : options.Processors));
    }

    private static long WeightBytes(string path)
    {
        using var graph = File.OpenRead(path);
        var folder = Path.GetDirectoryName(Path.GetFullPath(path))!;
        var external = graph.Length >= SmallModelBytes ? [] : OnnxScanner.Scan(graph).Select(tensor => Path.Combine(folder, tensor.Location)).Distinct().Where(File.Exists);
        // A link's own length is that of its name.
        return graph.Length + external.Sum(file => new FileInfo(file).ResolveLinkTarget(returnFinalTarget: true) is FileInfo target ? target.Length : new FileInfo(file).Length);
    }
}
