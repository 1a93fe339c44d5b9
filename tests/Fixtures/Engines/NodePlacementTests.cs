using DiversityBench.Fixtures.Engines.Onnx;
using FluentAssertions;
using Microsoft.ML.OnnxRuntime;
using NUnit.Framework;

namespace DiversityBench.Tests.Fixtures.Engines;

public sealed class NodePlacementTests
{
    [Test]
    public void Heavy_nodes_of_a_real_graph_on_the_processor_are_counted_by_operator()
    {
        using var settings = new SessionOptions();
        NodePlacement.Record(settings);
        using var session = new InferenceSession(TestData.Model("reference", "base", "onnx", "model_gqa.onnx"), settings);

        var nodes = NodePlacement.Of(session);

        nodes.Should().OnlyContain(node => node.Provider == "CPUExecutionProvider");
        nodes.Count(node => node.Operator == "GroupQueryAttention").Should().Be(4, "the model has four layers");
        NodePlacement.Objection(nodes, "cuda:0")!.ToString().Should().StartWith("Expected the graph to run on cuda:0 because a GPU was asked for and nothing else is put in its place, but found GroupQueryAttention (4), MatMul (")
            .And.NotContain("Gather").And.Contain("\"dtype\": \"fp16\" or \"q4f16\"");
    }

    [Test]
    public void Small_nodes_there_and_heavy_ones_on_the_gpu_are_as_they_should_be()
        => NodePlacement.Objection([("CPUExecutionProvider", "Gather"), ("CPUExecutionProvider", "Shape"), ("CUDAExecutionProvider", "MatMul")], "cuda:0").Should().BeNull();
}
