using DiversityBench.Fixtures.Generations;
using DiversityBench.Metrics;
using DiversityBench.Metrics.Attractors;
using DiversityBench.Metrics.Clusters;
using DiversityBench.Metrics.Embeddings;
using DiversityBench.Suites.Runs;

namespace DiversityBench.Suites.Attractors;

/// <summary>The samples of an arm that were pushed off their course, and whether they came back.</summary>
/// <param name="Samples">Pushed samples by prompt, in the order of the prompts.</param>
/// <param name="Returns">Whether they came back, by prompt.</param>
internal sealed record PushedArm(IReadOnlyList<IReadOnlyList<PushedSample>> Samples, IReadOnlyList<Measured<PushedReturns>> Returns)
{
    /// <summary>Tokens after a push that are looked at, of a prompt with so many.</summary>
    public static int Reach(Prompt prompt) => prompt.MaxTokens * 3 / 8;

    /// <summary>Pushes the valid samples of an arm that are long enough: of 64 tokens, 8 to 15 stay, 24 follow the phrase.</summary>
    /// <param name="samples">What draws and measures.</param>
    /// <param name="arm">The arm that goes on after the push.</param>
    /// <param name="drawn">Its unpushed samples, in the order of the prompts.</param>
    public static PushedArm Draw(ExperimentSamples samples, Arm arm, IReadOnlyList<IReadOnlyList<Sample>> drawn)
    {
        var pushed = Push(samples, arm, drawn);
        return new PushedArm(pushed, [.. pushed.Select(of => Judge(of, samples.Tools))]);
    }

    /// <summary>The pushed samples alone, unjudged.</summary>
    /// <param name="samples">What draws.</param>
    /// <param name="arm">The arm that goes on after the push.</param>
    /// <param name="drawn">Its unpushed samples, in the order of the prompts.</param>
    public static IReadOnlyList<IReadOnlyList<PushedSample>> Push(ExperimentSamples samples, Arm arm, IReadOnlyList<IReadOnlyList<Sample>> drawn)
    {
        var phrases = PhraseSet.Read(Path.Combine(AppContext.BaseDirectory, "Attractors", "phrases.jsonl"));
        Prompt[] prompts = [.. samples.Prompts.Select(p => p.Prompt)];
        var pushes = prompts.Select((prompt, i) => drawn[i].Where(s => IsLongEnough(s, prompt)).Select(s =>
            (Sample: s, Push: phrases.PushOf(samples.Arms.Base.Seed, prompt, s.Generation.SampleIndex, prompt.MaxTokens / 8, (prompt.MaxTokens / 4) - 1))).ToArray()).ToArray();
        var texts = Draw(samples.Tools.Sampler, arm, [.. prompts.SelectMany((prompt, i) => pushes[i].Select(p => Request(arm, prompt, p.Sample, p.Push)))]);
        var next = 0;
        return [.. prompts.Select((prompt, i) => (IReadOnlyList<PushedSample>)[.. pushes[i].Select(p =>
            new PushedSample(p.Sample, p.Push, [.. p.Sample.Generation.Tokens.Skip(p.Push.Token).Take(Reach(prompt))], texts[next++].Tokens))])];
    }

    /// <summary>Numbers of the judged samples of a prompt; empty where none can be judged.</summary>
    public IReadOnlyList<double> Numbers(int prompt, Func<PushedReturns, IReadOnlyList<double>> select) => Returns[prompt].TryGet(out var returns, out _) ? select(returns) : [];

    /// <summary>One sample a request. Equal requests, which a collapsed arm makes, get samples of their own: one sample twice would be no new evidence.</summary>
    private static Generation[] Draw(ArmSampler sampler, Arm arm, IReadOnlyList<GenerationRequest> requests)
    {
        var groups = requests.Index().GroupBy(r => (r.Item.Sampling, string.Join(',', r.Item.PromptTokens.Select(t => t.Value)))).ToArray();
        var drawn = sampler.Draw(arm, [.. groups.Select(g => (g.First().Item, g.Count()))], "pushed off course");
        var texts = new Generation[requests.Count];
        foreach (var (group, generations) in groups.Zip(drawn))
        {
            foreach (var (place, generation) in group.Zip(generations))
                texts[place.Index] = generation;
        }

        return texts;
    }

    private static bool IsLongEnough(Sample sample, Prompt prompt) => sample.Validity.IsValid && sample.Generation.Tokens.Count >= prompt.MaxTokens / 2;

    private static GenerationRequest Request(Arm arm, Prompt prompt, Sample sample, Push push)
    {
        var asked = ArmSampler.Request(arm, prompt).PromptTokens;
        TokenId[] tokens = [.. asked, .. sample.Generation.Tokens.Take(push.Token), .. arm.Model.Tokenizer.Encode(" " + push.Phrase.Text, addSpecialTokens: false)];
        return arm.Model.Request(tokens, arm.Sampling with { MaxTokens = Reach(prompt) }, arm.Seed);
    }

    private static Measured<PushedReturns> Judge(IReadOnlyList<PushedSample> pushed, ArmTools tools)
    {
        var texts = pushed.SelectMany(p => new[] { tools.Tokenizer.Decode(p.Unpushed), tools.Tokenizer.Decode(p.Pushed) }).ToArray();
        return tools.Once.Of("returns", texts, () => Judge(texts, tools.Embed));
    }

    /// <param name="texts">Of each sample the unpushed text, then the pushed one.</param>
    /// <param name="embed">Embeds texts.</param>
    private static Measured<PushedReturns> Judge(string[] texts, Func<IReadOnlyList<string>, IReadOnlyList<ReadOnlyMemory<float>>> embed)
    {
        var count = texts.Length / 2;
        var vectors = embed(texts);
        double[]?[] followed = [.. Enumerable.Range(0, count).Select(i => string.IsNullOrWhiteSpace(texts[(2 * i) + 1]) ? null : Array.ConvertAll(vectors[(2 * i) + 1].ToArray(), x => (double)x))];
        return UnitEmbeddings.FromVectors([.. Enumerable.Range(0, count).Select(i => vectors[2 * i])]).Then(units => PushedReturns.Of(units, followed, new KMeansOptions()));
    }
}
