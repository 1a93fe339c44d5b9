using DiversityBench.Fixtures.Engines.Onnx;
using DiversityBench.Fixtures.Engines.Onnx.Attention;
using DiversityBench.Fixtures.Engines.Onnx.Rewriting;
using FluentAssertions;
using NUnit.Framework;
using static DiversityBench.Fixtures.Engines.Onnx.Rewriting.NodeWriter;

namespace DiversityBench.Tests.Fixtures.Engines.Rewriting;

public sealed class PlainAttentionTests
{
    private static readonly OnnxNode Product = Node("", "MatMul", ["query.scaled0", "key.turned0"], ["product"]);

    private static IEnumerable<TestCaseData> Understood()
    {
        yield return Case("grouped heads", new TinyDecoder(), 2, 1);
        yield return Case("a key/value head for each query head", new TinyDecoder(keyValueHeads: 4), 4, 1);
        yield return Case("one key/value head", new TinyDecoder(keyValueHeads: 1), 1, 1);
        yield return Case("scores divided by a constant", Scores(new TinyDecoder(), Product, Node("", "Div", ["product", "scale"], ["scores0"])), 2, 1 / 0.4f);
        yield return Case("keys times a constant", Scores(new TinyDecoder(), Node("", "Mul", ["scale", "key.turned0"], ["k"]), Node("", "MatMul", ["query.scaled0", "k"], ["scores0"])), 2, 0.4f);
        yield return Case("the mask added from the left", new TinyDecoder().Replace("masked0", Node("", "Add", ["mask", "scores0"], ["masked0"])), 2, 1);
        yield return Case("a mask that compares the other way round", new TinyDecoder().Replace("causal", Node("", "GreaterOrEqual", ["seeing.column", "seen.row"], ["causal"])), 2, 1);
        yield return Case("a mask that is causal alone", new TinyDecoder().Replace("mask", Node("", "Where", ["causal.4", "zero_score", "low_score"], ["mask"])), 2, 1);
        OnnxNode[] past = [Node("", "Shape", ["past_key_values.1.value"], ["cache.shape"]), Node("", "Gather", ["cache.shape", "two"], ["past"]), Node("", "Add", ["past", "new"], ["sum"])];
        yield return Case("lengths from the cache", new TinyDecoder().Replace("past", past).Replace("seen", Node("", "Range", ["zero", "sum", "one"], ["seen"])), 2, 1);
    }

    private static IEnumerable<TestCaseData> Foreign()
    {
        yield return Case("a softmax over another axis", new TinyDecoder().Replace("shares0", Node("", "Softmax", ["masked0"], ["shares0"], ("axis", 2L))));
        yield return Case("another function than softmax", new TinyDecoder().Replace("shares0", Node("", "Sigmoid", ["masked0"], ["shares0"])));
        yield return Case("scores without a mask", new TinyDecoder().Replace("shares0", Node("", "Softmax", ["scores0"], ["shares0"], ("axis", -1L))));
        yield return Case("capped scores", Scores(new TinyDecoder(), Product, Node("", "Tanh", ["product"], ["scores0"])));
        yield return Case("scores times more than a number", Scores(new TinyDecoder().Set("factors", 1, 2), Product, Node("", "Mul", ["product", "factors"], ["scores0"])));
        yield return Case("scores times less than nothing", Scores(new TinyDecoder().Set("less", -1f), Product, Node("", "Mul", ["product", "less"], ["scores0"])));
        yield return Case("a mask that only dampens", new TinyDecoder().Set("low_score", -100f));
        yield return Case("a bias where a token is seen", new TinyDecoder().Set("zero_score", 1f));
        yield return Case("a mask without the token itself", new TinyDecoder().Replace("causal", Node("", "Less", ["seen.row", "seeing.column"], ["causal"])));
        yield return Case("a mask of what comes later", new TinyDecoder().Replace("causal", Node("", "LessOrEqual", ["seeing.column", "seen.row"], ["causal"])));
        yield return Case("a window", new TinyDecoder().Replace(
            "visible", Node("", "Less", ["seeing.column", "seen.row"], ["window"]), Node("", "And", ["causal.4", "window"], ["visible"])));
        yield return Case("a mask that starts elsewhere", new TinyDecoder().Replace("seen", Node("", "Range", ["one", "all", "one"], ["seen"])));
        yield return Case("a mask of other steps", new TinyDecoder().Replace("seen", Node("", "Range", ["zero", "all", "two"], ["seen"])));
        yield return Case("a mask for each row", new TinyDecoder().Set("zero,one", 1, 2));
        yield return Case("a mask from another length", new TinyDecoder().Replace("all", Node("", "Gather", ["mask.shape", "zero"], ["all"])));
        yield return Case("a mask from another input", new TinyDecoder().Replace("valid", Node("", "Cast", [DecoderSignature.PositionIds], ["valid"], ("to", 9L))));
        yield return Case("a validity of another type", new TinyDecoder().Replace("valid", Node("", "Cast", [DecoderSignature.AttentionMask], ["valid"], ("to", 1L))));
        yield return Case("keys before the past ones", new TinyDecoder().Replace("present.0.key", Node("", "Concat", ["key0", "past_key_values.0.key"], ["present.0.key"], ("axis", 2L))));
        yield return Case("keys beside the past ones", new TinyDecoder().Replace("present.0.key", Node("", "Concat", ["past_key_values.0.key", "key0"], ["present.0.key"], ("axis", 3L))));
        yield return Case("three parts of keys", new TinyDecoder().Replace("present.0.key", Node("", "Concat", ["past_key_values.0.key", "key0", "key0"], ["present.0.key"], ("axis", 2L))));
        yield return Case("another layer's values", new TinyDecoder().Replace("value.single0", Node("", "Unsqueeze", ["present.1.value", "two"], ["value.single0"])));
        yield return Case("keys as values", new TinyDecoder().Replace("value.single0", Node("", "Unsqueeze", ["present.0.key", "two"], ["value.single0"])));
        yield return Case("keys turned otherwise", new TinyDecoder().Replace("key.turned0", Node("", "Transpose", ["key.all0"], ["key.turned0"], ("perm", new long[] { 0, 3, 1, 2 }))));
        yield return Case("heads repeated in another order", new TinyDecoder().Replace("key.single0", Node("", "Unsqueeze", ["present.0.key", "one"], ["key.single0"])));
        yield return Case("heads repeated unequally", new TinyDecoder().Set("repeated", 0, 8, -1, 16));
        yield return Case("batches repeated", new TinyDecoder().Set("repeat", 2, 1, 2, 1, 1));
        yield return Case("keys repeated, values not", new TinyDecoder().Replace("mixed0", Node("", "MatMul", ["shares0", "present.0.value"], ["mixed0"])));
        yield return Case("one head that a product spreads", new TinyDecoder(keyValueHeads: 1).Replace("key.turned0", Turned("present.0.key", 0)).Replace(
            "mixed0", Node("", "MatMul", ["shares0", "present.0.value"], ["mixed0"])));
        yield return Case("heads put together otherwise", new TinyDecoder().Replace("mixed.tokens0", Node("", "Transpose", ["mixed0"], ["mixed.tokens0"], ("perm", new long[] { 0, 2, 3, 1 }))));
        yield return Case("an operator of another domain", new TinyDecoder().Replace("shares0", Node("custom", "Softmax", ["masked0"], ["shares0"], ("axis", -1L))));
        yield return Case("scores that are put out", new TinyDecoder().PutOut("shares0"));
        yield return Case("a cache that is read elsewhere", new TinyDecoder().Append(Node("", "Neg", ["present.1.key"], ["other"])).PutOut("other"));
        yield return Case("places from the mask", new TinyDecoder().Replace("places", Node("", "Gather", ["positions", "seeing"], ["places"])));
        yield return Case("a node with a graph of its own", new TinyDecoder().Append(WithGraph("If")));
    }

    [TestCaseSource(nameof(Understood))]
    public void Attention_in_plain_operators_becomes_one_node_a_layer(object decoder, int keyValueHeads, float scale)
    {
        var graph = ((TinyDecoder)decoder).Graph;
        var nodes = PlainAttention.Replaced(graph);
        AttentionNodes.Supported(nodes, graph.Inputs).Should().Equal(
            new AttentionNode(0, 4, keyValueHeads, 16) { Scale = scale },
            new AttentionNode(1, 4, keyValueHeads, 16) { Scale = 1 });
        nodes.Select(node => node.Operator).Should().NotContain(["Softmax", "Concat", "Where", "Range", "Expand"], "nothing needs the mask and the scores any more");
    }

    [TestCaseSource(nameof(Foreign))]
    public void Attention_with_more_than_that_stays_as_it_is(object decoder)
    {
        var graph = ((TinyDecoder)decoder).Graph;
        AttentionNodes.Supported(PlainAttention.Replaced(graph), graph.Inputs).Should().BeEmpty();
    }

    [Test]
    public void Every_layer_of_the_reference_export_is_taken()
    {
        var graph = OnnxGraph.Read(TestData.Model("reference", "base", "onnx", "model.onnx"));
        AttentionNodes.Supported(PlainAttention.Replaced(graph), graph.Inputs).Should().Equal(Enumerable.Range(0, 4).Select(layer => new AttentionNode(layer, 6, 6, 32) { Scale = 1 }));
    }

    private static TestCaseData Case(string name, params object[] arguments) => new TestCaseData(arguments).SetArgDisplayNames(name);

    private static TinyDecoder Scores(TinyDecoder decoder, params OnnxNode[] nodes) => decoder.Replace("scores0", nodes);

    private static OnnxNode Turned(string keys, int layer) => Node("", "Transpose", [keys], [$"key.turned{layer}"], ("perm", new long[] { 0, 1, 3, 2 }));

    /// <summary>NodeProto: attribute = 5, which holds a graph: g = 6.</summary>
    private static OnnxNode WithGraph(string name)
    {
        var node = Node("", name, ["one"], ["chosen"]);
        return node with { Encoded = [.. node.Encoded!, 5 << 3 | 2, 2, 6 << 3 | 2, 0] };
    }
}
