using DiversityBench.Fixtures.Templates;
using DiversityBench.Fixtures.Tokenization;
using DiversityBench.Tests.Fixtures.Tokenization;
using FluentAssertions;
using NUnit.Framework;

namespace DiversityBench.Tests.Fixtures.Templates;

/// <summary>Templates of real models, text and ids, against what transformers rendered.</summary>
public class ReferenceChatTests
{
    [Test]
    public void Smollm2_chats_equal_the_reference_as_text_and_as_ids()
    {
        var tokenizer = HuggingFaceTokenizer.Load(TestData.Model("smollm2-135m-instruct", "tokenizer.json"));
        var config = TokenizerConfig.Load(TestData.Model("smollm2-135m-instruct", "tokenizer_config.json"));
        var template = config.ParseChatTemplate();
        var chats = TokenCases.Read(TestData.ModelGolden("smollm2-135m-instruct", "token_cases.json")).GetProperty("chats");

        chats.GetArrayLength().Should().Be(5);
        foreach (var chat in chats.EnumerateArray())
        {
            ChatMessage[] messages =
            [
                .. chat.GetProperty("messages").EnumerateArray()
                    .Select(item => new ChatMessage(item.GetProperty("role").GetString()!, item.GetProperty("content").GetString()!)),
            ];
            foreach (var withPrompt in (bool[])[false, true])
            {
                var expected = chat.GetProperty(withPrompt ? "with_generation_prompt" : "without_generation_prompt");
                var text = template.Render(messages, withPrompt, config.BosToken, config.EosToken);

                text.Should().Be(expected.GetProperty("text").GetString());
                tokenizer.Encode(text, addSpecialTokens: false).Should().Equal(TokenCases.Ids(expected.GetProperty("ids")));
            }
        }
    }

    [TestCase("base", "<|endoftext|>")]
    [TestCase("ppo", "<|end|>")]
    public void Ladder_template_marks_every_turn(string rung, string eosToken)
    {
        var config = TokenizerConfig.Load(TestData.Model("reference", rung, "tokenizer_config.json"));

        // From the ladder's README: <|user|>instruction<|end|><|assistant|>answer<|end|>.
        config.ParseChatTemplate().Render([new("user", "Write a persona."), new("assistant", "Name: X"), new("user", "More.")], true)
            .Should().Be("<|user|>Write a persona.<|end|><|assistant|>Name: X<|end|><|user|>More.<|end|><|assistant|>");
        (config.BosToken, config.EosToken, config.AddBosToken, config.ModelMaxLength).Should().Be(("<|endoftext|>", eosToken, false, 256));
    }
}
