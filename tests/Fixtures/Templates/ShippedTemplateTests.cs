using DiversityBench.Fixtures.Templates;
using DiversityBench.Metrics.Errors;
using FluentAssertions;
using NUnit.Framework;

namespace DiversityBench.Tests.Fixtures.Templates;

/// <summary>Templates of the shapes that well-known models ship, with texts derived by hand from their documentation.</summary>
public class ShippedTemplateTests
{
    private static readonly ChatMessage System = new("system", " Be terse. ");
    private static readonly ChatMessage User = new("user", "Hi\n");
    private static readonly ChatMessage Assistant = new("assistant", "Yo");
    private static readonly ChatMessage Again = new("user", "Bye");

    [Test]
    public void Llama_2_chat_puts_the_system_prompt_into_the_first_turn()
    {
        Render("llama-2-chat", System, User).Should().Be("<s>[INST] <<SYS>>\n Be terse. \n<</SYS>>\n\nHi [/INST]");
        Render("llama-2-chat", User, Assistant, Again).Should().Be("<s>[INST] Hi [/INST] Yo </s><s>[INST] Bye [/INST]");
    }

    [Test]
    public void Llama_3_names_the_role_of_every_turn() =>
        Render("llama-3", System, User).Should().Be(
            "<s><|start_header_id|>system<|end_header_id|>\n\nBe terse.<|eot_id|><|start_header_id|>user<|end_header_id|>\n\nHi<|eot_id|>"
            + "<|start_header_id|>assistant<|end_header_id|>\n\n");

    [Test]
    public void Llama_3_1_has_a_fixed_date_unless_one_is_given()
    {
        const string rest = "\n\nBe terse.<|eot_id|><|start_header_id|>user<|end_header_id|>\n\nHi<|eot_id|><|start_header_id|>assistant<|end_header_id|>\n\n";
        const string head = "<s><|start_header_id|>system<|end_header_id|>\n\nCutting Knowledge Date: December 2023\nToday Date: ";

        Render("llama-3.1", System, User).Should().Be(head + "26 Jul 2024" + rest);
        Load("llama-3.1").Render([System, User], true, "<s>", "</s>", new DateOnly(2025, 1, 2)).Should().Be(head + "02 Jan 2025" + rest);
    }

    [Test]
    public void Mistral_puts_the_system_prompt_into_the_last_turn()
    {
        Render("mistral-v0.3", System, User).Should().Be("<s>[INST]  Be terse. \n\nHi\n[/INST]");
        Render("mistral-v0.3", User, Assistant, Again).Should().Be("<s>[INST] Hi\n[/INST] Yo</s>[INST] Bye[/INST]");
    }

    [Test]
    public void Gemma_2_calls_the_assistant_model()
    {
        Render("gemma-2", User, Assistant, Again).Should().Be(
            "<s><start_of_turn>user\nHi<end_of_turn>\n<start_of_turn>model\nYo<end_of_turn>\n<start_of_turn>user\nBye<end_of_turn>\n<start_of_turn>model\n");
    }

    [Test]
    public void Qwen_2_5_has_a_system_prompt_of_its_own()
    {
        const string turn = "<|im_start|>user\nHi\n<|im_end|>\n<|im_start|>assistant\n";

        Render("qwen2.5", User).Should().Be("<|im_start|>system\nYou are Qwen, created by Alibaba Cloud. You are a helpful assistant.<|im_end|>\n" + turn);
        Render("qwen2.5", System, User).Should().Be("<|im_start|>system\n Be terse. <|im_end|>\n" + turn);
    }

    [Test]
    public void Qwen_3_drops_the_thoughts_of_earlier_turns()
    {
        var thinking = new ChatMessage("assistant", "<think>\nhm\n</think>\n\nYo");
        var template = Load("qwen3-thinking");

        Render("qwen3-thinking", User, thinking, Again).Should().Be(
            "<|im_start|>user\nHi\n<|im_end|>\n<|im_start|>assistant\nYo<|im_end|>\n<|im_start|>user\nBye<|im_end|>\n<|im_start|>assistant\n");
        template.Render([User, thinking], false).Should().Be(
            "<|im_start|>user\nHi\n<|im_end|>\n<|im_start|>assistant\n<think>\nhm\n</think>\n\nYo<|im_end|>\n");
        template.Render([User], true, variables: new Dictionary<string, object?> { ["enable_thinking"] = false })
            .Should().EndWith("<|im_start|>assistant\n<think>\n\n</think>\n\n");
    }

    [TestCase("llama-2-chat")]
    [TestCase("gemma-2")]
    [TestCase("mistral-v0.3")]
    public void A_conversation_that_the_template_refuses_is_an_error_with_its_words(string name)
    {
        var render = () => Render(name, Assistant, User);

        render.Should().Throw<BenchException>().WithMessage("Expected the conversation to suit the chat template because *must alternate user/assistant*Next step: *");
    }

    private static string Render(string name, params ChatMessage[] messages) => Load(name).Render(messages, addGenerationPrompt: true, "<s>", "</s>");

    private static ChatTemplate Load(string name) =>
        ChatTemplate.Parse(File.ReadAllText(Path.Combine(TestData.RepositoryRoot, "tests", "Fixtures", "Templates", "Shipped", name + ".jinja")));
}
