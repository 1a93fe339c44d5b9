using DiversityBench.Fixtures.Engines.Onnx;
using DiversityBench.Metrics;
using FluentAssertions;
using NUnit.Framework;

namespace DiversityBench.Tests.Fixtures.Engines.Attention;

public sealed class SharedPrefixBatchTests
{
    [Test]
    public void More_tokens_than_a_batch_was_made_for_are_refused()
    {
        using var engine = OnnxEngine.Load(new OnnxEngineOptions(TestData.Model("reference", "base", "onnx", "model_gqa.onnx"), 256));
        using var prefix = engine.Prefill([new TokenId(3), new TokenId(4)]);
        using var batch = engine.CreateBatch(longest: 200, appended: 2);
        batch.Add(prefix);
        batch.Decode([new TokenId(5)]);
        batch.Decode([new TokenId(6)]);
        var third = () => batch.Decode([new TokenId(7)]);
        third.Should().Throw<InvalidOperationException>().WithMessage("*at most 2 tokens*");
    }
}
