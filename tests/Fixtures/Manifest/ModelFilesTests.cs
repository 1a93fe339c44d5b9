using System.Security.Cryptography;
using System.Text;
using DiversityBench.Fixtures.Manifest;
using DiversityBench.Metrics.Errors;
using FluentAssertions;
using NUnit.Framework;

namespace DiversityBench.Tests.Fixtures.Manifest;

public sealed class ModelFilesTests
{
    private static readonly byte[] Plain = OnnxBytes.Model();
    private static readonly byte[] Sharded = OnnxBytes.Model(OnnxBytes.Initializer("weights.bin"));

    private TemporaryFolder root = null!;

    [SetUp]
    public void MakeFolder() => root = new TemporaryFolder();

    [TearDown]
    public void RemoveFolder() => root.Dispose();

    [Test]
    public void Fingerprint_is_the_hash_of_sorted_names_and_hashes_of_the_files_in_use()
    {
        var model = Model("onnx/model.onnx", ("tokenizer.json", "{}"u8.ToArray()), ("onnx/model.onnx", Plain), ("onnx/other.onnx", Plain));

        var verified = new ModelFiles(root.Path).Verify(model);

        var lines = $"onnx/model.onnx\0{Sha256(Plain)}\ntokenizer.json\0{Sha256("{}"u8)}\n";
        verified.Fingerprint.Should().Be(Sha256(Encoding.UTF8.GetBytes(lines)), "the other graph is not in use");
        verified.GraphPath.Should().Be(root.At("m/onnx/model.onnx"));
        verified.PathOf("tokenizer.json").Should().Be(root.At("m/tokenizer.json"));
        verified.PathOf("onnx/other.onnx").Should().BeNull();
    }

    [Test]
    public void Fingerprint_moves_with_graph_external_data_and_tokenizer()
    {
        var first = Model("a.onnx", ("a.onnx", Sharded), ("weights.bin", [1]), ("tokenizer.json", [1]));
        var fingerprints = new List<string> { new ModelFiles(root.Path).Verify(first).Fingerprint };
        fingerprints.Add(new ModelFiles(root.Path).Verify(Model("a.onnx", ("a.onnx", Sharded), ("weights.bin", [2]), ("tokenizer.json", [1]))).Fingerprint);
        fingerprints.Add(new ModelFiles(root.Path).Verify(Model("a.onnx", ("a.onnx", Sharded), ("weights.bin", [2]), ("tokenizer.json", [2]))).Fingerprint);
        fingerprints.Add(new ModelFiles(root.Path).Verify(Model("b.onnx", ("b.onnx", Sharded), ("weights.bin", [2]), ("tokenizer.json", [2]))).Fingerprint);

        fingerprints.Should().OnlyHaveUniqueItems();
    }

    [Test]
    public void Another_hash_shows_both()
    {
        var model = Model("a.onnx", ("a.onnx", Plain));
        root.Write("m/a.onnx", [.. Plain, 0]);

        ErrorOf(model).Should().ContainAll(
            "the file a.onnx of model m to be the pinned one", $"Pinned SHA-256: {Sha256(Plain)}", $"Found SHA-256: {Sha256([.. Plain, 0])}", $"File: {root.At("m/a.onnx")}");
    }

    [Test]
    public void Missing_file_is_named()
    {
        var model = Model("a.onnx", ("a.onnx", Plain), ("tokenizer.json", [1]));
        File.Delete(root.At("m/tokenizer.json"));

        ErrorOf(model).Should().ContainAll("the file tokenizer.json of model m to be there", "but found no such file.");
    }

    [Test]
    public void External_data_without_a_hash_are_refused()
    {
        var model = Model("a.onnx", ("a.onnx", Sharded));
        root.Write("m/weights.bin", [1]);

        ErrorOf(model).Should().ContainAll("the external data weights.bin of model m to be listed with its hash", "Files: a.onnx");
    }

    [Test]
    public void Pinned_file_that_links_out_of_the_root_is_refused()
    {
        using var elsewhere = new TemporaryFolder();
        var model = Model("a.onnx", ("a.onnx", Plain));
        File.Delete(root.At("m/a.onnx"));
        File.CreateSymbolicLink(root.At("m/a.onnx"), elsewhere.Write("a.onnx", Plain));

        ErrorOf(model).Should().ContainAll("lie under the folder of models.json", elsewhere.Path, $"Root: {root.Path}");
    }

    [Test]
    public void File_is_read_again_only_after_it_changed()
    {
        var files = new ModelFiles(root.Path);
        var model = Model("a.onnx", ("a.onnx", Plain), ("tokenizer.json", "{}"u8.ToArray()));
        files.Verify(model);
        var written = File.GetLastWriteTimeUtc(root.At("m/tokenizer.json"));

        root.Write("m/tokenizer.json", "[]");
        File.SetLastWriteTimeUtc(root.At("m/tokenizer.json"), written);
        files.Invoking(it => it.Verify(model)).Should().NotThrow("size and time are those of the file already checked");
        File.SetLastWriteTimeUtc(root.At("m/tokenizer.json"), written.AddSeconds(1));
        files.Invoking(it => it.Verify(model)).Should().Throw<BenchException>().WithMessage("*Found SHA-256*");
    }

    private static string Sha256(ReadOnlySpan<byte> bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes));

    private ModelDefinition Model(string graph, params (string Path, byte[] Content)[] files)
    {
        var pinned = files.Select(file => new ModelFile(file.Path, Sha256(file.Content))).ToArray();
        foreach (var (path, content) in files)
            root.Write($"m/{path}", content);
        return new ModelDefinition
        {
            Id = "m",
            Engine = "onnx",
            Folder = "m",
            Licence = "MIT",
            Graph = pinned.Single(file => file.Path == graph),
            Files = pinned,
        };
    }

    private string ErrorOf(ModelDefinition model) =>
        new ModelFiles(root.Path).Invoking(files => files.Verify(model)).Should().Throw<BenchException>().Which.Message;
}
