using DiversityBench.Fixtures.Generations;
using DiversityBench.Fixtures.Recorded;
using DiversityBench.Metrics;
using DiversityBench.Metrics.ValidOutputs;
using DiversityBench.Verification.Claims;

namespace DiversityBench.Suites.Runs;

/// <summary>What claims work on where both models' generations were made elsewhere.</summary>
/// <param name="Name">Name of the pair.</param>
/// <param name="Shared">The prompts that both files hold, base first.</param>
/// <param name="Tools">What measures texts.</param>
/// <param name="Options">Seed and effort of the tests.</param>
internal sealed record RecordedSamples(string Name, IReadOnlyList<(RecordedPrompt Base, RecordedPrompt Aligned)> Shared, WordTools Tools, ClaimTestOptions Options)
    : ComparedSamples([], Options)
{
    /// <inheritdoc/>
    public override string Pair => Name;

    /// <summary>Each model read the prompt in a form of its own, as far as the file tells.</summary>
    public override Protocol Protocol => Protocol.Deployed;

    /// <inheritdoc/>
    public override TextTools Texts => Tools;

    /// <summary>The prompts of a suite, found by their text: that of the raw protocol or that of a chat user.</summary>
    public RecordedSamples Of(PromptSet set) => this with
    {
        Prompts = [.. set.Prompts.SelectMany(prompt => Shared.Where(s => IsOf(prompt, s)).Take(1).Select(s => new PromptSamples(prompt, Judged(prompt, s.Base.Read()), Judged(prompt, s.Aligned.Read()))))],
    };

    /// <summary>The files' own prompts that have enough samples in both; any answer with a word in it is valid.</summary>
    public RecordedSamples OfOwnPrompts() => this with
    {
        Prompts = [.. Shared.Where(s => s.Base.Count >= Options.FewestSamples && s.Aligned.Count >= Options.FewestSamples).Select(s => Answers(s.Base.Read(), s.Aligned.Read()))],
    };

    /// <summary>Whether both models answered a prompt of a suite, in either form.</summary>
    public static bool IsOf(Prompt prompt, (RecordedPrompt Base, RecordedPrompt Aligned) shared)
        => shared.Base.IsOneOf(prompt.Text, prompt.Chat) && shared.Aligned.IsOneOf(prompt.Text, prompt.Chat);

    /// <summary>Answers to one prompt as a suite sees them.</summary>
    /// <param name="prompt">The suite's prompt that was answered; null for a prompt of the file's own, to which any answer with a word in it is valid.</param>
    /// <param name="recorded">The answers.</param>
    public static Sample[] Judged(Prompt? prompt, IReadOnlyList<RecordedSample> recorded)
    {
        if (prompt is null)
            return [.. recorded.Select(Answer)];
        var prefix = recorded[0].Prompt == prompt.Text ? prompt.Prefix : "";
        return [.. recorded.Select(s => s.Text is null
            ? Answer(s)
            : new Sample(ToGeneration(s), prefix + s.Text, ValidityRule.For(prompt.Kind).Judge(s.Text, prefix, prompt.About, s.Finish == FinishReason.EndOfSequence)))];
    }

    private static PromptSamples Answers(IReadOnlyList<RecordedSample> ofBase, IReadOnlyList<RecordedSample> ofAligned)
        => new(new Prompt(ofBase[0].PromptId, ofBase[0].Prompt ?? "", "recorded"), Judged(null, ofBase), Judged(null, ofAligned));

    private static Sample Answer(RecordedSample sample) => new(
        ToGeneration(sample), sample.Text ?? "", new Validity(!string.IsNullOrWhiteSpace(sample.Text), sample.Text is null ? "no answer" : "an answer is valid if it holds a word"));

    private static Generation ToGeneration(RecordedSample sample) => new(sample.Index, [], sample.Text ?? "", [], sample.Finish ?? FinishReason.Length);
}
