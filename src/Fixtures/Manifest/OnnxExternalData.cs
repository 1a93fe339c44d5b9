using DiversityBench.Fixtures.Settings;
using DiversityBench.Metrics.Errors;

namespace DiversityBench.Fixtures.Manifest;

/// <summary>Checks the files that an ONNX graph refers to, before a runtime opens them.</summary>
public static class OnnxExternalData
{
    /// <summary>
    /// Walks the graph and refuses external data outside the graph's folder: absolute paths, <c>..</c>, links out of the
    /// allowed root (a hub's links to blobs inside the same cache are fine), files that have another name (hard link) outside of it.
    /// </summary>
    /// <param name="path">The ONNX file.</param>
    /// <param name="allowedRoot">Folder that links may not leave.</param>
    /// <returns>The external files, relative to the graph's folder, each once; empty when the graph holds all its weights.</returns>
    /// <exception cref="BenchException">The graph is truncated or no ONNX file, or external data are refused, missing or too short.</exception>
    public static IReadOnlyList<string> Check(string path, string allowedRoot)
    {
        var tensors = Scan(path);
        var shards = tensors.GroupBy(tensor => tensor.Location, (location, all) => new OnnxTensorFile(location, all.Max(tensor => tensor.LeastBytes))).ToArray();
        foreach (var shard in shards)
            CheckShard(shard, path, allowedRoot);
        return [.. shards.Select(shard => shard.Location)];
    }

    /// <summary>The places where the graph says that its external data lie, unchecked, each once.</summary>
    /// <exception cref="BenchException">The graph is truncated or no ONNX file.</exception>
    internal static IReadOnlyList<string> Locations(string path) => [.. Scan(path).Select(tensor => tensor.Location).Distinct(StringComparer.Ordinal)];

    private static IReadOnlyList<OnnxTensorFile> Scan(string path)
    {
        try
        {
            using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 1 << 14);
            return OnnxScanner.Scan(stream);
        }
        catch (Exception exception) when (exception is InvalidDataException or EndOfStreamException or FileNotFoundException or DirectoryNotFoundException)
        {
            var finding = exception is InvalidDataException or EndOfStreamException ? exception.Message : "no such file";
            throw new BenchException(new ErrorText(
                    $"the file {Path.GetFileName(path)}", "be a complete ONNX model", "it is about to be loaded", finding,
                    "Get the file again; the other pairs are not affected")
                .With("File", path), exception);
        }
    }

    private static void CheckShard(OnnxTensorFile shard, string graph, string allowedRoot)
    {
        var file = Path.Combine(Path.GetDirectoryName(Path.GetFullPath(graph))!, shard.Location);
        if (SafePath.Objection(shard.Location) is { } objection)
            throw Refused($"\"{shard.Location}\", which {objection}");
        if (!SafePath.LiesUnder(file, allowedRoot))
            throw Refused($"\"{shard.Location}\", a link to {SafePath.RealPath(file)}");
        if (!File.Exists(file))
            throw Broken("be there", "no such file", "Put the file beside the graph");
        if (new FileInfo(SafePath.RealPath(file)).Length is var length && length < shard.LeastBytes)
            throw Broken($"have at least {shard.LeastBytes} bytes", $"{length} bytes", "Get the file again");
        if (HardLinks.LeadOutOf(allowedRoot, SafePath.RealPath(file)))
            throw Refused($"\"{shard.Location}\", which is also a file outside of it (hard link)");

        BenchException Refused(string finding) => new(new ErrorText(
                $"external data of {Path.GetFileName(graph)}", "lie beside the graph under the allowed folder",
                "a model may not read other files of this machine", finding, "Do not use this model unless you know who made it")
            .With("File", graph)
            .With("Root", allowedRoot));

        BenchException Broken(string expectation, string finding, string nextStep) => new(new ErrorText(
                $"the external data {shard.Location}", expectation, $"{Path.GetFileName(graph)} keeps weights in it", finding, nextStep)
            .With("File", file));
    }
}
