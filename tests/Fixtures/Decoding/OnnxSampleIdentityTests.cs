using DiversityBench.Fixtures.Engines;
using DiversityBench.Fixtures.Engines.Onnx;
using DiversityBench.Fixtures.Tokenization;
using NUnit.Framework;

namespace DiversityBench.Tests.Fixtures.Decoding;

/// <summary>On three real exports, two of them also with the cache bound to the device, one as it is written as well.</summary>
[TestFixture("reference/base", "onnx/model.onnx", 256, 40, false, true)]
[TestFixture("reference/base", "onnx/model.onnx", 256, 40, false, false)]
[TestFixture("reference/base", "onnx/model.onnx", 256, 40, true, true)]
[TestFixture("reference/base", "onnx/model_gqa.onnx", 256, 40, false, true)]
[TestFixture("reference/base", "onnx/model_gqa.onnx", 256, 40, true, true)]
[TestFixture("smollm2-135m-instruct", "onnx/model_q4.onnx", 8192, 6, false, true)]
public sealed class OnnxSampleIdentityTests(string folder, string graph, int context, int tokens, bool boundCache, bool ownOperators) : SampleIdentityContract
{
    // As many as a batch has rows, of a model that is small enough.
    protected override int Samples => folder.StartsWith("reference", StringComparison.Ordinal) ? 64 : base.Samples;

    protected override int Tokens => tokens;

    protected override ITokenizer Tokenizer { get; } = HuggingFaceTokenizer.Load(Path.Combine(TestData.Model(folder), "tokenizer.json"));

    protected override ILogitEngine Load(int batch, int workers, int threads)
        => OnnxEngine.Load(new OnnxEngineOptions(Path.Combine(TestData.Model(folder), graph), context) { BoundCache = boundCache, OwnOperators = ownOperators, BatchSize = batch, Workers = workers, Threads = threads });
}
