using System.Diagnostics;
using DiversityBench.Fixtures.Manifest;
using DiversityBench.Metrics.Errors;
using FluentAssertions;
using NUnit.Framework;

namespace DiversityBench.Tests.Fixtures.Manifest;

public sealed class OnnxExternalDataTests
{
    private TemporaryFolder root = null!;
    private TemporaryFolder elsewhere = null!;

    /// <summary>Every place where onnx.proto3 allows a tensor, each with one that leads out.</summary>
    public static IEnumerable<TestCaseData> HiddenTensors()
    {
        var tensor = OnnxBytes.Tensor("../secret");
        TestCaseData Case(string name, byte[] model) => new TestCaseData(model).SetArgDisplayNames(name);

        yield return Case("initializer", OnnxBytes.Model(OnnxBytes.Field(5, tensor)));
        yield return Case("second initializer", OnnxBytes.Model(OnnxBytes.Field(5, OnnxBytes.Tensor("fine", isExternal: false)), OnnxBytes.Field(5, tensor)));
        yield return Case("sparse initializer", OnnxBytes.Model(OnnxBytes.Field(15, OnnxBytes.Field(1, tensor))));
        yield return Case("attribute", OnnxBytes.Model(OnnxBytes.NodeWithAttribute(5, tensor)));
        yield return Case("list of tensors", OnnxBytes.Model(OnnxBytes.NodeWithAttribute(10, tensor)));
        yield return Case("sparse attribute", OnnxBytes.Model(OnnxBytes.NodeWithAttribute(22, OnnxBytes.Field(2, tensor))));
        yield return Case("subgraph", OnnxBytes.Model(OnnxBytes.NodeWithAttribute(6, OnnxBytes.Field(5, tensor))));
        yield return Case("list of subgraphs", OnnxBytes.Model(OnnxBytes.NodeWithAttribute(11, OnnxBytes.NodeWithAttribute(5, tensor))));
        yield return Case("function", [.. OnnxBytes.Model(), .. OnnxBytes.Field(25, OnnxBytes.Field(7, OnnxBytes.Field(5, OnnxBytes.Field(5, tensor))))]);
        yield return Case("training graph", [.. OnnxBytes.Model(), .. OnnxBytes.Field(20, OnnxBytes.Field(1, OnnxBytes.Field(5, tensor)))]);
    }

    [SetUp]
    public void MakeFolders() => (root, elsewhere) = (new TemporaryFolder(), new TemporaryFolder());

    [TearDown]
    public void RemoveFolders()
    {
        root.Dispose();
        elsewhere.Dispose();
    }

    [TestCase("reference/base/onnx/model.onnx")]
    [TestCase("reference/base/onnx/model_gqa.onnx")]
    [TestCase("all-MiniLM-L6-v2/onnx/model.onnx")]
    public void Embedded_models_hold_their_weights(string path)
    {
        var models = Path.Combine(TestData.RepositoryRoot, "models");

        OnnxExternalData.Check(Path.Combine(models, path), models).Should().BeEmpty();
    }

    [Test]
    public void Shards_beside_the_graph_are_listed_once_each()
    {
        root.Write("model/weights.onnx_data", new byte[30]);
        root.Write("model/part/two.bin", new byte[8]);
        var path = Graph(OnnxBytes.Initializer("weights.onnx_data", 0, 10), OnnxBytes.Initializer("weights.onnx_data", 10, 20), OnnxBytes.Initializer("part/two.bin"));

        OnnxExternalData.Check(path, root.Path).Should().Equal("weights.onnx_data", "part/two.bin");
    }

    [TestCaseSource(nameof(HiddenTensors))]
    public void Tensors_are_found_wherever_they_may_be(byte[] model)
    {
        root.Write("secret", "not yours");

        ErrorOf(root.Write("model/model.onnx", model)).Should().ContainAll("found \"../secret\", which contains \"..\".", $"Root: {root.Path}");
    }

    [TestCase("/etc/passwd", "is absolute")]
    [TestCase("a/../../secret", "contains \"..\"")]
    [TestCase("C:/secret", "begins with a drive letter")]
    [TestCase("..\\secret", "contains a backslash")]
    [TestCase("*/_ORT_MEM_ADDR_/*", "contains a character that not every file system allows")]
    [TestCase("", "is empty")]
    public void Locations_outside_are_refused(string location, string objection)
    {
        ErrorOf(Graph(OnnxBytes.Initializer(location))).Should().ContainAll("external data of model.onnx", objection);
    }

    [Test]
    public void Data_inside_the_tensor_need_no_file()
    {
        var path = Graph(OnnxBytes.Field(5, OnnxBytes.Tensor("absent", isExternal: false)));

        OnnxExternalData.Check(path, root.Path).Should().BeEmpty();
    }

    [Test]
    public void Link_out_of_the_root_is_refused()
    {
        var secret = elsewhere.Write("secret", "not yours");
        var path = Graph(OnnxBytes.Initializer("weights"));
        File.CreateSymbolicLink(root.At("model/weights"), secret);

        ErrorOf(path).Should().ContainAll("a link to ", "secret", $"Root: {root.Path}");
    }

    [Test]
    public void Link_through_a_folder_out_of_the_root_is_refused()
    {
        elsewhere.Write("weights", "not yours");
        var path = Graph(OnnxBytes.Initializer("sub/weights"));
        Directory.CreateSymbolicLink(root.At("model/sub"), elsewhere.Path);

        ErrorOf(path).Should().Contain("a link to ");
    }

    [Test]
    public void Link_to_a_blob_of_the_same_cache_is_allowed()
    {
        root.Write("blobs/0123", "weights");
        var path = Graph(OnnxBytes.Initializer("weights", 0, 7));
        File.CreateSymbolicLink(root.At("model/weights"), "../blobs/0123");

        OnnxExternalData.Check(path, root.Path).Should().Equal("weights");
    }

    [Test, Platform("Linux")]
    public void Hard_link_to_a_file_outside_is_refused_and_one_inside_is_allowed()
    {
        HardLink(root.Write("blobs/0123", "weights"), root.At("model/weights"));
        var path = Graph(OnnxBytes.Initializer("weights"));
        OnnxExternalData.Check(path, root.Path).Should().Equal("weights");

        HardLink(root.At("blobs/0123"), elsewhere.At("also"));
        ErrorOf(path).Should().ContainAll("\"weights\", which is also a file outside of it (hard link)", $"Root: {root.Path}");
    }

    [Test]
    public void Missing_shard_is_named()
    {
        ErrorOf(Graph(OnnxBytes.Initializer("weights.onnx_data"))).Should().ContainAll(
            "Expected the external data weights.onnx_data to be there", "but found no such file.", root.At("model"));
    }

    [Test]
    public void Short_shard_shows_both_sizes()
    {
        var path = Graph(OnnxBytes.Initializer("weights", 10, 20));
        root.Write("model/weights", new byte[29]);

        ErrorOf(path).Should().ContainAll("have at least 30 bytes", "but found 29 bytes.");
    }

    [Test]
    public void Truncated_graph_names_the_file_at_every_length()
    {
        var whole = OnnxBytes.Model(OnnxBytes.Initializer("weights"), OnnxBytes.NodeWithAttribute(5, OnnxBytes.Tensor("weights")));
        root.Write("model/weights", "x");
        for (var length = 0; length < whole.Length; length++)
            ErrorOf(root.Write("model/model.onnx", whole[..length])).Should().ContainAll("the file model.onnx to be a complete ONNX model", "File: ");
        OnnxExternalData.Check(root.Write("model/model.onnx", whole), root.Path).Should().Equal("weights");
    }

    [TestCase("<!DOCTYPE html><html>Log in</html>")]
    [TestCase("version https://git-lfs.github.com/spec/v1\noid sha256:00\nsize 5269144\n")]
    public void Garbage_names_the_file(string garbage)
    {
        ErrorOf(root.Write("model/model.onnx", garbage)).Should().Contain("the file model.onnx to be a complete ONNX model");
    }

    [Test]
    public void Absent_graph_is_named()
    {
        ErrorOf(root.At("none/model.onnx")).Should().ContainAll("the file model.onnx", "but found no such file.");
    }

    private static void HardLink(string existing, string name)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(name)!);
        using var link = Process.Start("ln", [existing, name]);
        link.WaitForExit();
        link.ExitCode.Should().Be(0);
    }

    private string Graph(params byte[][] parts) => root.Write("model/model.onnx", OnnxBytes.Model(parts));

    private string ErrorOf(string path) =>
        FluentActions.Invoking(() => OnnxExternalData.Check(path, root.Path)).Should().Throw<BenchException>().Which.Message;
}
