using DiversityBench.Fixtures.Templates;
using DiversityBench.Metrics.Errors;
using FluentAssertions;
using NUnit.Framework;

namespace DiversityBench.Tests.Fixtures.Templates;

public class TokenizerConfigTests
{
    private string _folder = "";

    [SetUp]
    public void MakeFolder() => _folder = Directory.CreateTempSubdirectory("tokenizer-config").FullName;

    [TearDown]
    public void RemoveFolder() => Directory.Delete(_folder, recursive: true);

    [Test]
    public void Tokens_may_be_written_as_text_or_as_objects()
    {
        var config = Load("""{ "bos_token": { "content": "<s>", "lstrip": false }, "eos_token": "</s>", "add_bos_token": true, "model_max_length": 1000000000000000019884624838656 }""");

        // The length is transformers' placeholder for "unknown".
        config.Should().BeEquivalentTo(new { BosToken = "<s>", EosToken = "</s>", AddBosToken = true, ModelMaxLength = (int?)null });
        config.ChatTemplates.Should().BeEmpty();
    }

    [Test]
    public void What_the_file_does_not_say_is_null()
    {
        var config = Load("""{ "eos_token": null }""");

        (config.BosToken, config.EosToken, config.AddBosToken, config.ModelMaxLength).Should().Be((null, null, null, null));
    }

    [Test]
    public void Named_templates_are_found_by_name()
    {
        var config = Load("""{ "chat_template": [ { "name": "default", "template": "a" }, { "name": "tool_use", "template": "b" } ] }""");

        config.ParseChatTemplate().Render([], false).Should().Be("a");
        config.ParseChatTemplate("tool_use").Render([], false).Should().Be("b");
        config.Invoking(own => own.ParseChatTemplate("rag")).Should().Throw<BenchException>().WithMessage("*named 'rag'*only default, tool_use*");
    }

    [Test]
    public void A_template_file_beside_it_is_taken_when_there_is_none_inside()
    {
        File.WriteAllText(Path.Combine(_folder, "chat_template.jinja"), "beside");

        Load("{}").ParseChatTemplate().Render([], false).Should().Be("beside");
        Load("""{ "chat_template": "inside" }""").ParseChatTemplate().Render([], false).Should().Be("inside");
    }

    /// <summary>FAULTS.md row 26.</summary>
    [Test]
    public void A_model_without_a_template_says_how_to_give_one() =>
        Load("{}").Invoking(own => own.ParseChatTemplate()).Should().Throw<BenchException>().WithMessage(
            "Expected the model to have a chat template named 'default' because *, but found none in tokenizer_config.json and no chat_template.jinja beside it.\n"
            + "Next step: add chat_template.jinja to files of the model in models.json *");

    [TestCase("[]", "$")]
    [TestCase("""{ "chat_template": 5 }""", "$.chat_template")]
    [TestCase("""{ "chat_template": [ { "name": "default" } ] }""", "$.chat_template[0]")]
    [TestCase("""{ "bos_token": 1 }""", "$.bos_token")]
    [TestCase("""{ "add_bos_token": "yes" }""", "$.add_bos_token")]
    [TestCase("""{ "model_max_length": -1 }""", "$.model_max_length")]
    public void A_value_of_the_wrong_kind_is_named_with_its_path(string json, string path)
    {
        var load = () => Load(json);

        load.Should().Throw<InvalidDataException>().WithMessage($"Expected {path} of tokenizer_config.json to be *Path: {path}\nNext step: *");
    }

    [Test]
    public void A_file_that_is_cut_off_or_missing_is_named()
    {
        var cut = () => Load("{\n");
        var missing = () => TokenizerConfig.Load(Path.Combine(_folder, "nothing.json"));

        cut.Should().Throw<InvalidDataException>().WithMessage("Expected * to be JSON because *Next step: *");
        missing.Should().Throw<FileNotFoundException>().WithMessage("Expected *nothing.json to exist because *Next step: *");
    }

    private TokenizerConfig Load(string json)
    {
        var path = Path.Combine(_folder, "tokenizer_config.json");
        File.WriteAllText(path, json);
        return TokenizerConfig.Load(path);
    }
}
