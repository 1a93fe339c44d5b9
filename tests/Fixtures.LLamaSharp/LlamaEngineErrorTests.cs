using DiversityBench.Fixtures.LLamaSharp;
using DiversityBench.Metrics;
using DiversityBench.Metrics.Errors;
using FluentAssertions;
using NUnit.Framework;

namespace DiversityBench.Tests.Fixtures.LLamaSharp;

public sealed class LlamaEngineErrorTests
{
    private readonly TemporaryFolder _folder = new();

    private static string Good => TestData.Shared("reference-ladder", "models", "base", "model.gguf");

    [OneTimeTearDown]
    public void Remove() => _folder.Dispose();

    [Test]
    public void A_missing_file_is_named()
    {
        var load = () => Load(_folder.At("none.gguf"));
        load.Should().Throw<BenchException>().WithMessage("Expected the GGUF file to exist*none.gguf*");
    }

    /// <summary>Cut in its metadata, in its list of tensors, and in the weights; and no GGUF at all.</summary>
    [TestCase(20)]
    [TestCase(100_000)]
    [TestCase(200_000)]
    [TestCase(5_000_000)]
    [TestCase(null)]
    public void A_file_that_is_cut_or_holds_something_else_is_named_with_the_fault(int? kept)
    {
        var bytes = File.ReadAllBytes(Good);
        var path = _folder.Write($"{kept ?? 0}.gguf", kept is { } length ? bytes[..length] : [.. bytes.Skip(1000).Take(100_000)]);
        var load = () => Load(path);
        load.Should().Throw<BenchException>().WithMessage("Expected the GGUF file to load*but found *").Which.Text.ToString().Should().Contain($"File: {path}").And.NotContain("does not name");
    }

    [Test]
    public void A_batch_that_memory_cannot_hold_names_file_and_batch_and_the_setting_that_lowers_it()
    {
        using var engine = LlamaEngine.Load(new LlamaEngineOptions(Good, 1 << 30) { BatchSize = 8 });
        var create = () => engine.CreateBatch(1 << 30, 8);
        create.Should().Throw<BenchException>().WithMessage($"Expected llama.cpp to hold a batch of 8 rows of {1 << 30} tokens*File: {Good}*Batch: 8*Next step: Lower \"batch\"*");
        using var prefix = engine.Prefill([new TokenId(5), new TokenId(6)]);
        prefix.Logits.Length.Should().Be(4096, "the engine goes on");
    }

    // A token beyond the vocabulary of 4096 is a wrong batch; the 257th token of a row with 256 places finds no room.
    [TestCase(9999, 0, "InvalidInputBatch", "Expected llama.cpp to decode a text of 256 tokens ", "Check that the file is whole ")]
    [TestCase(5, 257, "NoKvSlot", "Expected llama.cpp to hold a text of 256 tokens ", "Lower \"batch\" ")]
    public void A_step_that_fails_is_told_with_its_result_and_as_memory_only_where_room_is_wanting(int token, int before, string result, string sentence, string nextStep)
    {
        using var weights = GgufFile.Load(Good, cudaIndex: null, vocabularyOnly: false);
        using var context = new RowContexts(weights, new LlamaEngineOptions(Good, 256), threads: 1).ForScores(256, 128);
        var decode = () =>
        {
            for (var position = 0; position <= before; position++)
            {
                context.Queue(new TokenId(token), position, row: 0, wantsLogits: false);
                context.Decode();
            }
        };

        decode.Should().Throw<BenchException>().Which.Message.Should().StartWith(sentence).And.Contain($"but found {result}").And.Contain($"File: {Good}").And.Contain($"Next step: {nextStep}");
    }

    private static LlamaEngine Load(string path) => LlamaEngine.Load(new LlamaEngineOptions(path, 256));
}
