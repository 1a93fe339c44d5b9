using DiversityBench.Fixtures.Decoding;
using DiversityBench.Fixtures.Generations;
using DiversityBench.Fixtures.LLamaSharp;
using DiversityBench.Fixtures.Manifest;
using DiversityBench.Fixtures.Models;
using DiversityBench.Fixtures.Sampling;
using DiversityBench.Fixtures.Tokenization;
using DiversityBench.Metrics;
using DiversityBench.Tests.Fixtures.Tokenization;
using FluentAssertions;
using NUnit.Framework;

namespace DiversityBench.Tests.Fixtures.LLamaSharp;

/// <summary>A tokenizer of SentencePiece's form with byte fallback, as Llama 2 has it, out of a GGUF file: against the same vocabulary in tokenizer.json, whose ids are derived by hand elsewhere.</summary>
public sealed class SentencePieceGgufTests
{
    private readonly TemporaryFolder _folder = new();
    private readonly HuggingFaceTokenizer _reference = SmallTokenizers.LlamaForm().Load();
    private LanguageModel _model = null!;

    [OneTimeSetUp]
    public void Load()
    {
        _folder.Write("model.gguf", SmallGguf.Write());
        var file = new ModelFile("model.gguf", new string('0', 64));
        var definition = new ModelDefinition { Id = "small", Engine = "llamasharp", Folder = "small", Licence = "MIT", Graph = file, Files = [file] };
        _model = new LanguageModel(new VerifiedModel(definition, _folder.Path, [file], "0"), new LlamaRuntime());
    }

    [OneTimeTearDown]
    public void Remove()
    {
        _model.Dispose();
        _folder.Dispose();
    }

    [Test]
    public void Every_token_is_written_as_in_tokenizer_json() => Vocabularies.FirstDifference(_model.Tokenizer, _reference).Should().BeNull();

    [TestCase("hello")]
    [TestCase("hello hello")]
    [TestCase(" hello")]
    [TestCase("  ")]
    [TestCase("he€")]
    [TestCase("\nhello")]
    [TestCase("z🙂é")]
    [TestCase("hello</s>hello")]
    [TestCase("<s>hello")]
    [TestCase("")]
    public void Ids_and_texts_are_those_of_tokenizer_json(string text)
    {
        foreach (var addSpecialTokens in new[] { true, false })
        {
            var ids = _reference.Encode(text, addSpecialTokens);
            _model.Tokenizer.Encode(text, addSpecialTokens).Should().Equal(ids);
            _model.Tokenizer.Decode(ids).Should().Be(_reference.Decode(ids));
        }
    }

    // U+20AC is E2 82 AC, ids 3 + 226, 3 + 130, 3 + 172: two bytes of it are no character.
    [Test]
    public void Bytes_become_characters_once_all_are_there()
    {
        TokenId[] ids = [new(268), new(229), new(133), new(175), new(259), new(264)];

        _model.TokenTexts.Split(ids).Should().Equal("hello", "", "", "€", " ", "he").And.Equal(new TokenTexts(_reference).Split(ids));
    }

    [Test]
    public void Samples_are_drawn_and_their_tokens_give_their_texts()
    {
        _model.EndOfSequence.Should().Equal(new TokenId(2));
        List<Generation> samples = [];
        var request = _model.Request("hello hello", asChat: false, new SamplingOptions { MaxTokens = 20 }, seed: 3);
        request.PromptTokens.Should().Equal(new TokenId(1), new TokenId(268), new TokenId(268));

        new Generator(_model.Engine, _model.Tokenizer, _model.EndOfSequence, _model.Id).Generate([new GenerationJob(request, [0, 1, 2, 3])], (_, drawn) => samples.AddRange(drawn));

        samples.Select(s => s.Text).Distinct().Should().HaveCount(4);
        // Random bytes end with half a character now and then, which its token does not add.
        samples.Select(s => s.Text.TrimEnd('\uFFFD')).Should().Equal(samples.Select(s => _model.TokenTexts.Join(s.Tokens)));
    }
}
