using System.Collections.Concurrent;
using DiversityBench.Fixtures.Generations;
using DiversityBench.Fixtures.Models;
using DiversityBench.Fixtures.Parameters;
using DiversityBench.Metrics;
using DiversityBench.Metrics.ValidOutputs;

namespace DiversityBench.Suites.Runs;

/// <summary>Draws samples of arms, from the store where they are. One drawing at a time: it keeps all processors busy by itself.</summary>
internal sealed class ArmSampler(SampleService samples, SampleCount counts, CancellationToken stop)
{
    private readonly Lock _drawing = new();
    private readonly ConcurrentDictionary<(Prompt Prompt, bool IsChat, string Text, FinishReason Finish), Validity> _judged = [];

    /// <summary>Samples of a prompt set.</summary>
    /// <returns>One list a prompt, in the order of the set.</returns>
    public IReadOnlyList<Sample>[] Draw(Arm arm, PromptSet set)
    {
        var wanted = set.Prompts.Select(prompt => (Request(arm, prompt), counts.For(prompt.Samples))).ToArray();
        var drawn = Draw(arm, wanted, $"{set.Name}, {(arm.IsChat ? "chat template" : "raw text")}");
        return [.. set.Prompts.Select((prompt, i) => (IReadOnlyList<Sample>)[.. drawn[i].Select(g => ToSample(prompt, g, arm))])];
    }

    /// <summary>Samples of requests.</summary>
    /// <param name="arm">The arm, whose model draws.</param>
    /// <param name="wanted">Requests of that model and how many samples of each.</param>
    /// <param name="work">What this is, in words, for the progress.</param>
    public IReadOnlyList<IReadOnlyList<Generation>> Draw(Arm arm, IReadOnlyList<(GenerationRequest Request, int Samples)> wanted, string work)
    {
        lock (_drawing)
            return samples.Draw(arm.Model, wanted, work, stop);
    }

    /// <summary>Forgets which texts were judged; those that are drawn again are judged again.</summary>
    public void Clear() => _judged.Clear();

    /// <summary>How an arm is asked for a prompt.</summary>
    public static GenerationRequest Request(Arm arm, Prompt prompt)
        => arm.Model.Request(arm.IsChat ? prompt.Chat : prompt.Text, arm.IsChat, arm.Sampling with { MaxTokens = prompt.MaxTokens }, arm.Seed);

    /// <summary>A text is judged once a run: protocols and controls draw the same samples again.</summary>
    private Sample ToSample(Prompt prompt, Generation generation, Arm arm)
        => new(
            generation,
            prompt.VisibleText(generation.Text, arm.IsChat),
            _judged.GetOrAdd((prompt, arm.IsChat, generation.Text, generation.Finish), static key => ValidityRule.For(key.Prompt.Kind).Judge(
                key.Text, key.IsChat ? "" : key.Prompt.Prefix, key.Prompt.About, key.Finish == FinishReason.EndOfSequence)))
        { Tokens = new DrawnTokens(arm.Model.TokenTexts, generation.Tokens) };
}
