using DiversityBench.Fixtures.Engines.Onnx;
using DiversityBench.Fixtures.Engines.Onnx.Attention;
using FluentAssertions;
using NUnit.Framework;

namespace DiversityBench.Tests.Fixtures.Engines.Attention;

public sealed class AttentionNodesTests
{
    private static readonly OnnxNode Plain = new(
        "GroupQueryAttention",
        ["q", "k", "v", "past_key_values.0.key", "past_key_values.0.value", "lengths", "longest", "cos", "sin", "", "", ""],
        ["out", "present.0.key", "present.0.value"],
        new Dictionary<string, double> { ["num_heads"] = 6, ["kv_num_heads"] = 2, ["do_rotary"] = 1, ["softcap"] = 0, ["local_window_size"] = -1, ["scale"] = 0.25 });

    // 2 heads of 32 numbers, float32 (1 in onnx.proto3).
    private static readonly OnnxGraphInput[] Inputs = [new("past_key_values.0.key", 1, [0, 2, 0, 32]), new("past_key_values.0.value", 1, [0, 2, 0, 32])];

    private static IEnumerable<TestCaseData> Foreign()
    {
        yield return new TestCaseData(With("softcap", 30), Inputs).SetArgDisplayNames("capped scores");
        yield return new TestCaseData(With("local_window_size", 128), Inputs).SetArgDisplayNames("a sliding window");
        yield return new TestCaseData(With("smooth_softmax", 1), Inputs).SetArgDisplayNames("another softmax");
        yield return new TestCaseData(With("k_quant_type", double.NaN), Inputs).SetArgDisplayNames("an attribute of text");
        yield return new TestCaseData(With("kv_num_heads", 4), Inputs).SetArgDisplayNames("heads that do not divide");
        yield return new TestCaseData(Plain with { Inputs = [.. Plain.Inputs.Take(9), "positions"] }, Inputs).SetArgDisplayNames("positions of its own");
        yield return new TestCaseData(Plain with { Inputs = [.. Plain.Inputs.Take(7)] }, Inputs).SetArgDisplayNames("rotation without tables");
        yield return new TestCaseData(Plain with { Outputs = [.. Plain.Outputs, "scores"] }, Inputs).SetArgDisplayNames("a fourth output");
        yield return new TestCaseData(Plain with { Outputs = ["out", "present.0.key", "other"] }, Inputs).SetArgDisplayNames("a cache that is no output");
        yield return new TestCaseData(Plain, Inputs.Select(i => i with { ElementType = 10 }).ToArray()).SetArgDisplayNames("a float16 cache");
        yield return new TestCaseData(Plain, Inputs.Select(i => i with { Axes = [0, 2, 0, 40] }).ToArray()).SetArgDisplayNames("a head size of 40");
        yield return new TestCaseData(Plain, Inputs.Append(new("past_key_values.1.key", 1, [0, 2, 0, 32])).ToArray()).SetArgDisplayNames("a layer without attention");
    }

    [Test]
    public void A_node_that_is_understood_is_taken()
    {
        AttentionNodes.Supported([Plain], Inputs).Should().Equal(new AttentionNode(0, 6, 2, 32) { Scale = 0.25f, Rotates = true });
        AttentionNodes.Supported([With("scale", 0)], Inputs).Single().Scale.Should().Be(1 / MathF.Sqrt(32));
        AttentionNodes.Supported([Plain with { Inputs = ["qkv", "", "", .. Plain.Inputs.Skip(3)] }], Inputs).Single().Packed.Should().BeTrue();
    }

    [TestCaseSource(nameof(Foreign))]
    public void A_node_with_more_than_that_is_left_to_the_runtime(object node, object inputs)
        => AttentionNodes.Supported([(OnnxNode)node], (OnnxGraphInput[])inputs).Should().BeEmpty();

    [Test]
    public void A_graph_that_reads_its_cache_elsewhere_is_left_to_the_runtime()
        => AttentionNodes.Supported([Plain, new OnnxNode("Shape", ["past_key_values.0.key"], ["n"], new Dictionary<string, double>())], Inputs).Should().BeEmpty();

    [TestCase("reference/base", "onnx/model_gqa.onnx", 4, 6, 6, 32)]
    [TestCase("smollm2-135m-instruct", "onnx/model_q4.onnx", 30, 9, 3, 64)]
    public void Every_layer_of_the_real_exports_is_taken(string folder, string file, int layers, int heads, int keyValueHeads, int headSize)
    {
        var graph = OnnxGraph.Read(TestData.Model(folder, file));
        AttentionNodes.Supported(graph.Nodes, graph.Inputs).Select(n => (n.Layer, n.Heads, n.KeyValueHeads, n.HeadSize))
            .Should().Equal(Enumerable.Range(0, layers).Select(layer => (layer, heads, keyValueHeads, headSize)));
    }

    [Test]
    public void A_graph_without_the_operator_has_nothing_to_take()
    {
        var graph = OnnxGraph.Read(TestData.Model("reference", "base", "onnx", "model.onnx"));
        graph.Nodes.Should().NotBeEmpty();
        AttentionNodes.Supported(graph.Nodes, graph.Inputs).Should().BeEmpty();
    }

    private static OnnxNode With(string attribute, double value)
        => Plain with { Attributes = new Dictionary<string, double>(Plain.Attributes) { [attribute] = value } };
}
