using System.Text.Json;
using DiversityBench.Fixtures.Engines;
using DiversityBench.Fixtures.LLamaSharp;
using DiversityBench.Metrics;
using DiversityBench.Tests.Fixtures.Engines;
using FluentAssertions;
using NUnit.Framework;

namespace DiversityBench.Tests.Fixtures.LLamaSharp;

/// <summary>The ladder's float16 files, against logits that PyTorch computed from the same weights.</summary>
[TestFixture("base")]
[TestFixture("ppo")]
public sealed class LadderLlamaEngineTests(string rung) : LogitEngineContract
{
    /// <summary>llama.cpp rounds weights and activations to float16 (2^-11 relative, on logits up to about 15, over sums that mostly cancel).</summary>
    private const float AgainstReference = 0.02f;

    protected override IReadOnlyList<IReadOnlyList<TokenId>> Prompts
        => [.. Reference().EnumerateArray().Select(c => (IReadOnlyList<TokenId>)Tokens([.. c.GetProperty("ids").EnumerateArray().Select(i => i.GetInt32())]))];

    protected override float WholeAgainstSteps => AgainstReference;

    [Test]
    public void Logits_equal_the_stored_reference_within_float16_rounding()
    {
        var largest = 0f;
        foreach (var item in Reference().EnumerateArray())
        {
            var ids = Tokens([.. item.GetProperty("ids").EnumerateArray().Select(i => i.GetInt32())]);
            var columns = item.GetProperty("cols").EnumerateArray().Select(i => i.GetInt32()).ToArray();
            var expected = item.GetProperty("logits").EnumerateArray().Select(r => r.EnumerateArray().Select(x => x.GetSingle()).ToArray()).ToArray();
            var whole = Scores(ids);
            using var prefix = Engine.Prefill(ids[..2]);
            using var batch = Engine.CreateBatch(ids.Length + 1, ids.Length);
            for (var row = 0; row < 5; row++)
                batch.Add(prefix);
            for (var position = 1; position < ids.Length; position++)
            {
                if (position > 1)
                    batch.Decode([.. Enumerable.Repeat(ids[position], 5)]);
                var stepped = position == 1 ? prefix.Logits.ToArray() : batch.Logits(4).ToArray();
                foreach (var found in new[] { whole[position], stepped })
                    largest = MathF.Max(largest, Distance([.. columns.Select(c => found[c])], expected[position]));
            }
        }

        TestContext.Out.WriteLine($"largest difference {largest}");
        largest.Should().BeLessThan(AgainstReference);
    }

    protected override ILogitEngine Load(int? threads, int? workers, int? batchSize)
        => LlamaEngine.Load(new LlamaEngineOptions(TestData.Shared("reference-ladder", "models", rung, "model.gguf"), 256) { Threads = threads, BatchSize = batchSize });

    private JsonElement Reference()
        => JsonDocument.Parse(File.ReadAllText(TestData.Shared("reference-ladder", "verify", $"reference_{rung}.json"))).RootElement.GetProperty("cases");
}
