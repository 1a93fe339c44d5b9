using DiversityBench.Fixtures.Engines;
using DiversityBench.Fixtures.LLamaSharp;
using DiversityBench.Fixtures.Manifest;
using DiversityBench.Fixtures.Models;
using DiversityBench.Fixtures.Parameters;
using DiversityBench.Fixtures.Sampling;
using DiversityBench.Fixtures.Tokenization;
using DiversityBench.Metrics;
using DiversityBench.Metrics.Errors;
using DiversityBench.Tests.Fixtures.Tokenization;
using FluentAssertions;
using NUnit.Framework;

namespace DiversityBench.Tests.Fixtures.LLamaSharp;

/// <summary>What a GGUF file says of its own text, against the same model's files in Hugging Face's form.</summary>
public sealed class LlamaRuntimeTests
{
    private static readonly ModelManifest Manifest = ManifestReader.Read(Path.Combine(TestData.RepositoryRoot, "models.json"));

    [TestCase("base")]
    [TestCase("ppo")]
    [TestCase("ppo-strong")]
    public void Ids_of_the_files_own_tokenizer_equal_those_of_tokenizer_json(string rung)
    {
        using var gguf = Gguf(rung);
        using var onnx = Onnx(rung);
        var cases = TokenCases.Read(TestData.Shared("reference-ladder", "verify", "token_cases.json"));

        TokenCases.AssertAll(cases, text => gguf.Tokenizer.Encode(text)).Should().Be(200);
        Vocabularies.FirstDifference(gguf.Tokenizer, onnx.Tokenizer).Should().BeNull();
        foreach (var text in cases.EnumerateArray().Select(item => item.GetProperty("text").GetString()!).Append("<|user|>a <|end|> é 🙂<|assistant|>").Append(""))
        {
            var ids = onnx.Tokenizer.Encode(text);
            gguf.Tokenizer.Encode(text).Should().Equal(ids);
            gguf.Tokenizer.Decode(ids).Should().Be(onnx.Tokenizer.Decode(ids));
            gguf.Tokenizer.Decode(ids, skipSpecialTokens: false).Should().Be(text);
        }
    }

    [Test]
    public void Tokens_are_found_by_their_text_and_foreign_ids_have_none()
    {
        using var gguf = Gguf("base");
        gguf.Tokenizer.Find("<|end|>")!.Value.Value.Should().Be(4095, "the file's eot_token_id is");
        gguf.Tokenizer.Find("no such token").Should().BeNull();
        gguf.Tokenizer.Token(new TokenId(4096)).Should().BeNull();
        gguf.Tokenizer.VocabularySize.Should().Be(4096);
        var decode = () => gguf.Tokenizer.Decode([new TokenId(4096)]);
        decode.Should().Throw<ArgumentOutOfRangeException>();
    }

    // The file of the base names <|end|> as its eot_token_id, which its generation_config.json does not; llama.cpp ends there, too.
    [TestCase("base", "<|end|>")]
    [TestCase("ppo")]
    [TestCase("ppo-strong")]
    public void Template_context_and_end_tokens_are_those_of_the_other_form(string rung, params string[] furtherEnds)
    {
        using var gguf = Gguf(rung);
        using var onnx = Onnx(rung);
        gguf.Request("Tell a story.", asChat: true, new SamplingOptions(), 1).PromptTokens
            .Should().Equal(onnx.Request("Tell a story.", asChat: true, new SamplingOptions(), 1).PromptTokens);
        gguf.ContextLength.Should().Be(onnx.ContextLength);
        gguf.EndOfSequence.Should().BeEquivalentTo(onnx.EndOfSequence.Concat(furtherEnds.Select(token => onnx.Tokenizer.Find(token)!.Value)));
    }

    [Test]
    public void The_fingerprint_names_version_libraries_and_device()
    {
        using var gguf = Gguf("base");
        gguf.EngineFingerprint.Should().MatchRegex("^llamasharp 0\\.[0-9]+\\.0; llama\\.cpp [0-9a-f]{12}; cpu; ").And.Be(gguf.Engine.Fingerprint);
        gguf.RuntimeVersion.Should().MatchRegex("^LLamaSharp 0\\.[0-9]+\\.0 \\(llama\\.cpp ");
    }

#if !CUDA12
    [Test]
    public void A_gpu_is_refused_with_the_flag_that_adds_it()
    {
        using var gguf = Gguf("base", device: new Device(0));
        var load = () => gguf.Engine;
        load.Should().Throw<BenchException>().WithMessage("Expected the device cuda:0 of model mine to be served by this build*Build with -p:Accelerator=cuda12*");
    }
#else
    // No machine has so many GPUs: one without a driver lacks libraries, another one lacks the GPU.
    [Test]
    public void A_gpu_that_is_not_there_is_told_with_what_is_missing()
    {
        using var gguf = Gguf("base", device: new Device(98));
        var load = () => gguf.Engine;
        var missing = CudaLibraries.ForGguf.Names.Where(library => !CudaLibraries.CanLoad(library)).ToArray();
        load.Should().Throw<BenchException>().Which.Message.Should().StartWith("Expected cuda:98 to be usable ")
            .And.Contain(missing.Length > 0 ? $"Missing: {string.Join(", ", missing)}\n" : "CUDA_VISIBLE_DEVICES");
    }
#endif

    private static LanguageModel Gguf(string rung, Device? device = null)
    {
        var file = new ModelFile("model.gguf", new string('0', 64));
        var definition = new ModelDefinition
        {
            Id = "mine",
            Engine = "llamasharp",
            Folder = rung,
            Licence = "Apache-2.0",
            Graph = file,
            Files = [file],
            Device = device ?? Device.Cpu,
        };
        return new LanguageModel(new VerifiedModel(definition, TestData.Shared("reference-ladder", "models", rung), [file], "0"), new LlamaRuntime());
    }

    private static LanguageModel Onnx(string rung) => new(new ModelFiles(Manifest.Root).Verify(Manifest.Models.Single(m => m.Id == $"reference-{rung}")));
}
