using DiversityBench.Fixtures.Engines.Onnx;
using DiversityBench.Fixtures.Engines.Onnx.Products;
using DiversityBench.Fixtures.Engines.Onnx.Rewriting;
using FluentAssertions;
using NUnit.Framework;
using static DiversityBench.Fixtures.Engines.Onnx.Rewriting.NodeWriter;

namespace DiversityBench.Tests.Fixtures.Engines.Rewriting;

public sealed class UnfoldedProductsTests
{
    private static IEnumerable<TestCaseData> Understood()
    {
        yield return Case("scales of 16 bits", Folded());
        yield return Case("scales on the left", Folded().Replace("head.blocks", Node("", "Mul", ["head.scales", "head.floats"], ["head.blocks"])));
        yield return Case("scales of 32 bits", Folded().Replace("head.scales").Set("head.scales", OnnxTensor.Float32, [4, 1, 64], new byte[4 * 64 * sizeof(float)]));
    }

    private static IEnumerable<TestCaseData> Foreign()
    {
        yield return Case("a matrix of 32 bits", new TinyDecoder());
        yield return Case("numbers without a sign", Folded().Set("head.numbers", 2, [4, 16, 64], new byte[4 * 16 * 64]));
        yield return Case("numbers that are cast to 16 bits", Folded().Replace("head.floats", Node("", "Cast", ["head.numbers"], ["head.floats"], ("to", 10L))));
        yield return Case("scales of whole columns", Folded().Set("head.half_scales", OnnxTensor.Float16, [1, 1, 64], new byte[64 * 2]));
        yield return Case("scales of rows", Folded().Set("head.half_scales", OnnxTensor.Float16, [4, 16, 1], new byte[4 * 16 * 2]));
        yield return Case("blocks that are added", Folded().Replace("head.blocks", Node("", "Add", ["head.floats", "head.scales"], ["head.blocks"])));
        yield return Case("another shape", Folded().Set("head.shape", 64, -1));
        yield return Case("a matrix that a caller gives", Folded().Replace("head.floats", Node("", "Cast", ["tokens"], ["head.floats"], ("to", 1L))));
        yield return Case("columns that are no multiple of 16", Folded().Set("head.numbers", OnnxTensor.Int8, [4, 16, 40], new byte[4 * 16 * 40]).Set(
            "head.half_scales", OnnxTensor.Float16, [4, 1, 40], new byte[4 * 40 * 2]).Set("head.shape", 64, 40));
        yield return Case("a matrix on the left", Folded().Replace("logits", Node("", "MatMul", ["head", "x2"], ["logits"])));
    }

    [TestCaseSource(nameof(Understood))]
    public void A_matrix_that_is_kept_in_8_bits_is_multiplied_as_such(object decoder)
    {
        var graph = ((TinyDecoder)decoder).Graph;
        var nodes = UnfoldedProducts.Replaced(graph, graph.Nodes);
        var made = nodes.Single(node => node.Domain == BlockProduct.Domain);
        made.Inputs.Should().Equal("x2", "head.numbers", "head.scales");
        made.Outputs.Should().Equal("logits");
        nodes.SelectMany(node => node.Outputs).Should().NotContain(["head", "head.blocks", "head.floats"]);
    }

    [TestCaseSource(nameof(Foreign))]
    public void Another_product_stays_as_it_is(object decoder)
    {
        var graph = ((TinyDecoder)decoder).Graph;
        UnfoldedProducts.Replaced(graph, graph.Nodes).Should().BeSameAs(graph.Nodes);
    }

    [Test]
    public void A_matrix_that_something_else_reads_is_still_made()
    {
        var graph = Folded().PutOut("head").Graph;
        UnfoldedProducts.Replaced(graph, graph.Nodes).SelectMany(node => node.Outputs).Should().Contain(["head", "logits"]);
    }

    [Test]
    public void The_output_matrix_of_a_real_export_is_found()
    {
        var graph = OnnxGraph.Read(Path.Combine(TestData.Shared("models", "smollm2-135m-instruct"), "onnx", "model_q4.onnx"));
        UnfoldedProducts.Replaced(graph, graph.Nodes).Single(node => node.Domain == BlockProduct.Domain).Inputs.Should().Equal("norm", "model.embed_tokens.weight_q8", "lm_head.s");
    }

    private static TinyDecoder Folded() => new(eightBits: true);

    private static TestCaseData Case(string name, TinyDecoder decoder) => new TestCaseData(decoder).SetArgDisplayNames(name);
}
