using System.Text.Json;
using DiversityBench.Fixtures.Engines;
using DiversityBench.Fixtures.Engines.Onnx;
using DiversityBench.Metrics;
using FluentAssertions;
using NUnit.Framework;

namespace DiversityBench.Tests.Fixtures.Engines;

/// <summary>The ladder's two graphs, against logits that PyTorch computed from the same weights.</summary>
[TestFixture("model.onnx", true, true, false)]
[TestFixture("model.onnx", false, false, false)]
[TestFixture("model_gqa.onnx", true, true, false)]
[TestFixture("model_gqa.onnx", true, false, false)]
[TestFixture("model.onnx", false, false, true)]
[TestFixture("model_gqa.onnx", false, false, true)]
public sealed class LadderOnnxEngineTests(string graph, bool mixesLengths, bool ownOperators, bool boundCache) : LogitEngineContract
{
    /// <summary>gqa_check.json measures 1.2e-5 between stored and exported logits on another processor; five times that is allowed.</summary>
    private const float AgainstReference = 6e-5f;

    protected override IReadOnlyList<IReadOnlyList<TokenId>> Prompts
        => [.. Reference().EnumerateArray().Select(c => (IReadOnlyList<TokenId>)Tokens([.. c.GetProperty("ids").EnumerateArray().Select(i => i.GetInt32())]))];

    [Test]
    public void Logits_equal_the_stored_reference_step_by_step_and_batched()
    {
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
                Distance([.. columns.Select(c => whole[position][c])], expected[position]).Should().BeLessThan(AgainstReference);
                Distance([.. columns.Select(c => stepped[c])], expected[position]).Should().BeLessThan(AgainstReference);
            }
        }
    }

    [Test]
    public void A_prompt_read_in_parts_gives_the_logits_of_one_that_is_read_at_once()
    {
        var longest = Prompts.MaxBy(p => p.Count)!;
        using var parts = OnnxEngine.Load(Options(1, 1, 8) with { PromptColumns = 4 });
        using var whole = Engine.Prefill(longest);
        using var cut = parts.Prefill(longest);
        longest.Count.Should().BeGreaterThan(8, "one part would show nothing");

        Distance(cut.Logits.Span, whole.Logits.Span).Should().BeLessThan(WholeAgainstSteps);
        using var ofWhole = Engine.CreateBatch(longest.Count + 1, 1);
        using var ofCut = parts.CreateBatch(longest.Count + 1, 1);
        ofWhole.Add(whole);
        ofCut.Add(cut);
        ofWhole.Decode(Tokens(5));
        ofCut.Decode(Tokens(5));
        Distance(ofCut.Logits(0), ofWhole.Logits(0)).Should().BeLessThan(WholeAgainstSteps);
    }

    // 64 Mi logits are 2,048 tokens of 32,768 entries.
    [TestCase(2048, 32_768, 2048), TestCase(2049, 32_768, 1025), TestCase(1, 4096, 1), TestCase(256, 4096, 256), TestCase(20_000, 152_000, 435)]
    public void A_prompt_is_read_in_parts_of_one_length_whose_logits_take_256_MiB(int tokens, int vocabulary, int columns)
    {
        OnnxEngine.PromptColumns(tokens, vocabulary).Should().Be(columns);
        ((long)columns * vocabulary).Should().BeLessThanOrEqualTo(64 << 20);
    }

    [Test]
    public void Rows_of_different_lengths_go_together_where_attention_allows_it_and_not_with_a_bound_cache()
    {
        using var batch = Engine.CreateBatch(16, 8);
        batch.AcceptsMixedLengths.Should().Be(mixesLengths);
    }

    [Test]
    public void The_fingerprint_names_our_operators()
    {
        Engine.Fingerprint.EndsWith("; own operators 2", StringComparison.Ordinal).Should().Be(ownOperators);
        Engine.Fingerprint.Should().Be(OnnxEngine.FingerprintOf("cpu", ownOperators));
    }

    protected override ILogitEngine Load(int? threads, int? workers, int? batchSize) => OnnxEngine.Load(Options(threads, workers, batchSize));

    private OnnxEngineOptions Options(int? threads, int? workers, int? batchSize) =>
        new(TestData.Model("reference", "base", "onnx", graph), 256) { OwnOperators = ownOperators, BoundCache = boundCache, Threads = threads, Workers = workers, BatchSize = batchSize };

    private static JsonElement Reference()
        => JsonDocument.Parse(File.ReadAllText(TestData.ModelGolden("reference", "reference_base.json"))).RootElement.GetProperty("cases");
}
