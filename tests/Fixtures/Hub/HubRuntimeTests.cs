using System.Runtime.InteropServices;
using DiversityBench.Tests.Fixtures.Manifest;
using FluentAssertions;
using Microsoft.ML.OnnxRuntime;
using NUnit.Framework;

namespace DiversityBench.Tests.Fixtures.Hub;

/// <summary>The runtime itself opens what the cache holds behind links.</summary>
internal sealed class HubRuntimeTests : HubTestBase
{
    [Test]
    public void External_data_behind_the_links_of_the_cache_are_loaded()
    {
        Hub.Add(Repo, Graph, Identity("model.onnx_data"));
        Hub.Add(Repo, "onnx/model.onnx_data", MemoryMarshal.AsBytes<float>([1f, 2f, 3f, 4f]).ToArray());

        using var session = new InferenceSession(Verify(Model("main", null, "onnx/model.onnx_data")).GraphPath);
        using var results = session.Run([]);

        results.Single().AsTensor<float>().ToArray().Should().Equal(1f, 2f, 3f, 4f);
    }

    /// <summary>ModelProto: y = Identity(w), w four float32 in another file; numbers are the field numbers of onnx.proto3.</summary>
    private static byte[] Identity(string location)
    {
        static byte[] Field(int number, params byte[][] values) => OnnxBytes.Field(number, [.. values.SelectMany(value => value)]);
        static byte[] Text(int number, string value) => Field(number, System.Text.Encoding.UTF8.GetBytes(value));
        var node = Field(1, Text(1, "w"), Text(2, "y"), Text(4, "Identity"));
        var weights = Field(5, [0x08, 4, 0x10, 1], Text(8, "w"), Field(13, Text(1, "location"), Text(2, location)), [0x70, 1]);
        var output = Field(12, Text(1, "y"), Field(2, Field(1, [0x08, 1], Field(2, Field(1, [0x08, 4])))));
        return [0x08, 8, .. Field(7, node, Text(2, "g"), weights, output), .. Field(8, [0x10, 17])];
    }
}
