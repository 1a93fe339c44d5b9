using DiversityBench.Fixtures.Manifest;
using DiversityBench.Fixtures.Models;
using DiversityBench.Fixtures.Parameters;
using DiversityBench.Fixtures.Sampling;
using DiversityBench.Fixtures.Store;
using DiversityBench.Metrics.Errors;
using FluentAssertions;
using NUnit.Framework;

namespace DiversityBench.Tests.Fixtures.Models;

public sealed class LanguageModelTests
{
    private static readonly ModelManifest Manifest = ManifestReader.Read(Path.Combine(TestData.RepositoryRoot, "models.json"));

    [Test]
    public void A_context_set_for_a_model_belongs_to_the_key_of_its_samples()
    {
        using var whole = Load("reference-base");
        using var shorter = Load("reference-base", context: 40);
        var request = whole.Request("Grace Hopper was", false, new SamplingOptions(), 1);
        var cut = shorter.Request("Grace Hopper was", false, new SamplingOptions(), 1);
        cut.PromptTokens.Should().Equal(request.PromptTokens);
        cut.EngineFingerprint.Should().NotBe(request.EngineFingerprint, "samples of a shorter context end earlier");

        using var folder = new TemporaryStore();
        folder.Store.Write(request, [new(0, request.PromptTokens, "text", [default, default, default], DiversityBench.Fixtures.Generations.FinishReason.Length)]);
        folder.Store.Read(request, 1).Should().HaveCount(1);
        folder.Store.Read(cut, 1).Should().BeEmpty();
    }

    [Test]
    public void A_chat_prompt_is_wrapped_in_the_models_template_and_a_raw_one_is_not()
    {
        using var model = Load("reference-ppo");
        var raw = model.Request("Tell a story.", false, new SamplingOptions(), 1);
        var chat = model.Request("Tell a story.", true, new SamplingOptions(), 1);
        model.Tokenizer.Decode(raw.PromptTokens, skipSpecialTokens: false).Should().Be("Tell a story.");
        model.Tokenizer.Decode(chat.PromptTokens, skipSpecialTokens: false).Should().Be("<|user|>Tell a story.<|end|><|assistant|>");
    }

    [Test]
    public void A_prompt_that_fills_the_context_is_refused_with_both_lengths()
    {
        using var model = Load("reference-base", context: 3);
        var request = () => model.Request("Grace Hopper was a", false, new SamplingOptions(), 1);
        request.Should().Throw<BenchException>().WithMessage("Expected the prompt to have 1 to 2 tokens*reference-base is 3*found 4*Next step:*");
    }

    [Test]
    public void Common_random_numbers_are_those_of_the_other_model_and_belong_to_the_key()
    {
        using var one = Load("reference-base");
        using var other = Load("reference-ppo");
        using var common = Load("reference-ppo", commonNumbers: one.Fingerprint);
        double First(LanguageModel model) => SampleStream.For(model.Request("Grace Hopper was", false, new SamplingOptions(), 1), 0).Uniform(0);

        First(common).Should().Be(First(one)).And.NotBe(First(other));
        common.EngineFingerprint.Should().StartWith(other.EngineFingerprint).And.Contain(one.Fingerprint);
        using var sharpened = common.Sharpened(0.5);
        First(sharpened).Should().Be(First(one));
    }

    [TestCase("cpu", "-p:Gguf=true")]
    [TestCase("cuda:1", "-p:Accelerator=cuda12")]
    public void A_model_whose_engine_the_build_lacks_is_refused_with_the_flag_that_adds_it(string device, string flag)
    {
        var definition = Manifest.Models[0] with { Id = "mine", Engine = "llamasharp", Device = Devices.Parse(device) };
        var load = () => new LanguageModel(new VerifiedModel(definition, Manifest.Root, definition.Files, "0"));
        load.Should().Throw<BenchException>().WithMessage($"Expected the build to hold the engine llamasharp because model mine runs on it, but found only onnx.\nModel: mine\nNext step: Build with {flag}{(BuildPackages.HasCuda12 && device != "cpu" ? " -p:Gguf=true" : "")}.");
    }

    private static LanguageModel Load(string id, int? context = null, string? commonNumbers = null)
    {
        var definition = Manifest.Models.Single(m => m.Id == id) with { Context = context };
        return new LanguageModel(new ModelFiles(Manifest.Root).Verify(definition)) { CommonNumbers = commonNumbers };
    }

    private sealed class TemporaryStore : IDisposable
    {
        private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("diversitybench-");

        public TemporaryStore() => Store = GenerationStore.Open(Path.Combine(_folder.FullName, "generations.db"));

        public GenerationStore Store { get; }

        public void Dispose()
        {
            Store.Dispose();
            _folder.Delete(recursive: true);
        }
    }
}
