using DiversityBench.Fixtures.Engines;
using DiversityBench.Fixtures.Engines.Onnx;
using DiversityBench.Metrics;
using FluentAssertions;
using Microsoft.ML.OnnxRuntime;
using Microsoft.ML.OnnxRuntime.Tensors;
using NUnit.Framework;

namespace DiversityBench.Tests.Fixtures.Engines;

/// <summary>The ladder's graphs with cache and logits in float16: every batch that an ONNX graph can get.</summary>
[TestFixture("model.onnx", false)]
[TestFixture("model.onnx", true)]
[TestFixture("model_gqa.onnx", false)]
[TestFixture("model_gqa.onnx", true)]
public sealed class HalfPrecisionOnnxEngineTests(string graph, bool boundCache) : LogitEngineContract
{
    private readonly TemporaryFolder _folder = new();

    /// <summary>
    /// float16 rounds by 2^-11 of a number. Logits below 32 are so moved by at most 2^-7 in either run; rounded keys and values move them about as much
    /// again, and a run over the whole text does not round those.
    /// </summary>
    protected override float WholeAgainstSteps => 4 * 32 / 2048f;

    protected override IReadOnlyList<IReadOnlyList<TokenId>> Prompts => [Tokens(17, 250, 31, 900, 44, 8, 19), Tokens(60, 61, 62), Tokens(7, 300, 12, 2000, 9)];

    [OneTimeTearDown]
    public void Remove() => _folder.Dispose();

    [Test]
    public void Cache_and_logits_are_float16_and_take_half_the_room()
    {
        using var session = new InferenceSession(Half());
        var signature = DecoderSignature.Read(session, graph, groupQueryAttention: false);
        using var whole = new InferenceSession(Original);

        (signature.CacheType, signature.LogitsType).Should().Be((TensorElementType.Float16, TensorElementType.Float16));
        (2 * signature.CacheBytesPerToken).Should().Be(DecoderSignature.Read(whole, graph, groupQueryAttention: false).CacheBytesPerToken);
    }

    [Test]
    public void Logits_are_those_of_the_float32_graph_up_to_float16()
    {
        using var original = OnnxEngine.Load(new OnnxEngineOptions(Original, 256) { OwnOperators = false, BoundCache = boundCache });
        foreach (var prompt in Prompts)
        {
            using var half = Engine.Prefill(prompt);
            using var exact = original.Prefill(prompt);
            using var ofHalf = Engine.CreateBatch(prompt.Count + 4, 4);
            using var ofExact = original.CreateBatch(prompt.Count + 4, 4);
            exact.Logits.ToArray().Max(MathF.Abs).Should().BeInRange(1, 32, "the tolerance is made for such logits");
            Distance(half.Logits.Span, exact.Logits.Span).Should().BeInRange(1e-6f, WholeAgainstSteps, "rounded, and by no more");
            foreach (var _ in Enumerable.Range(0, 2))
            {
                ofHalf.Add(half);
                ofExact.Add(exact);
            }

            for (var step = 0; step < 3; step++)
            {
                ofHalf.Decode(Tokens(5 + step, 70 + step));
                ofExact.Decode(Tokens(5 + step, 70 + step));
                for (var row = 0; row < 2; row++)
                    Distance(ofHalf.Logits(row), ofExact.Logits(row)).Should().BeInRange(1e-6f, WholeAgainstSteps);
            }
        }
    }

    protected override ILogitEngine Load(int? threads, int? workers, int? batchSize)
        => OnnxEngine.Load(new OnnxEngineOptions(Half(), 256) { BoundCache = boundCache, Threads = threads, Workers = workers, BatchSize = batchSize });

    private string Original => TestData.Model("reference", "base", "onnx", graph);

    private string Half() => File.Exists(_folder.At(graph)) ? _folder.At(graph) : _folder.Write(graph, HalfPrecision.Of(File.ReadAllBytes(Original)));
}
