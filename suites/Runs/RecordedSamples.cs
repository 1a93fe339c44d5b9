using DiversityBench.Fixtures.Generations;
using DiversityBench.Fixtures.Recorded;
using DiversityBench.Metrics;
using DiversityBench.Metrics.ValidOutputs;
using DiversityBench.Verification.Claims;

namespace DiversityBench.Suites.Runs;

/// <summary>What claims work on where both models' generations were made elsewhere or by servers.</summary>
/// <param name="Name">Name of the pair.</param>
/// <param name="Asked">The protocol that it counts under.</param>
/// <param name="Shared">The prompts that both files hold, base first.</param>
/// <param name="Tools">What measures texts.</param>
/// <param name="Options">Seed and effort of the tests.</param>
internal sealed record RecordedSamples(string Name, Protocol Asked, SharedPrompts Shared, TextTools Tools, ClaimTestOptions Options)
    : ComparedSamples([], Options)
{
    /// <inheritdoc/>
    public override string Pair => Name;

    /// <inheritdoc/>
    public override Protocol Protocol => Asked;

    /// <inheritdoc/>
    public override TextTools Texts => Tools;

    /// <summary>The prompts of a suite, found by their text: that of the raw protocol or that of a chat user.</summary>
    public RecordedSamples Of(PromptSet set)
    {
        var forms = set.Prompts.Select(prompt => new PromptForms(prompt)).ToArray();
        var found = new (RecordedPrompt Base, RecordedPrompt Aligned)?[forms.Length];
        foreach (var shared in Shared)
        {
            if (Array.FindIndex(forms, form => IsOf(form, shared)) is >= 0 and var place)
                found[place] ??= shared;
        }

        return this with { Prompts = [.. set.Prompts.Zip(found).Where(p => p.Second is not null).Select(p => Judged(p.First, p.Second!.Value))] };
    }

    /// <summary>The files' own prompts that have enough samples in both; any answer with a word in it is valid.</summary>
    public RecordedSamples OfOwnPrompts() => this with
    {
        Prompts = [.. Shared.Where(s => s.First.Count >= Options.FewestSamples && s.Second.Count >= Options.FewestSamples).Select(s => Answers(s.First, s.Second))],
    };

    /// <summary>Whether both models answered a prompt of a suite, in either form.</summary>
    public static bool IsOf(PromptForms forms, (RecordedPrompt Base, RecordedPrompt Aligned) shared) => forms.Include(shared.Base) && forms.Include(shared.Aligned);

    /// <summary>An answer to a prompt as a suite sees it.</summary>
    /// <param name="prompt">The suite's prompt that was answered; null for a prompt of the file's own, to which any answer with a word in it is valid.</param>
    /// <param name="recorded">The answer.</param>
    public static Sample Judged(Prompt? prompt, RecordedSample recorded)
    {
        if (prompt is null || recorded.Text is not { } text)
            return Answer(recorded);
        var prefix = recorded.Prompt == prompt.Text ? prompt.Prefix : "";
        return new Sample(ToGeneration(recorded), prefix + text, ValidityRule.For(prompt.Kind).Judge(text, prefix, prompt.About, recorded.Finish == FinishReason.EndOfSequence)) { Tokens = RecordedTokens.Of(recorded), TopFive = RecordedSteps.TopFive(recorded) };
    }

    private static PromptSamples Judged(Prompt prompt, (RecordedPrompt Base, RecordedPrompt Aligned) shared)
        => new(prompt, [.. shared.Base.Read().Select(s => Judged(prompt, s))], [.. shared.Aligned.Read().Select(s => Judged(prompt, s))]);

    private static PromptSamples Answers(RecordedPrompt ofBase, RecordedPrompt ofAligned)
    {
        var first = ofBase.Read().First();
        return new(new Prompt(first.PromptId, first.Prompt ?? "", "recorded"), [.. ofBase.Read().Select(Answer)], [.. ofAligned.Read().Select(Answer)]);
    }

    private static Sample Answer(RecordedSample sample) => new(
        ToGeneration(sample), sample.Text ?? "", new Validity(!string.IsNullOrWhiteSpace(sample.Text), sample.Text is null ? "no answer" : "an answer is valid if it holds a word"))
    { Tokens = RecordedTokens.Of(sample), TopFive = RecordedSteps.TopFive(sample) };

    private static Generation ToGeneration(RecordedSample sample) => new(sample.Index, [], sample.Text ?? "", [], sample.Finish ?? FinishReason.Length);
}
