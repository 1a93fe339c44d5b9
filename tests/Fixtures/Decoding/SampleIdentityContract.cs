using DiversityBench.Fixtures.Decoding;
using DiversityBench.Fixtures.Engines;
using DiversityBench.Fixtures.Generations;
using DiversityBench.Fixtures.Sampling;
using DiversityBench.Fixtures.Tokenization;
using DiversityBench.Metrics;
using FluentAssertions;
using NUnit.Framework;

namespace DiversityBench.Tests.Fixtures.Decoding;

/// <summary>A sample depends on seed, model, prompt and sample index alone: text, and every figure of every step, bit by bit. One subclass per engine and model.</summary>
public abstract class SampleIdentityContract
{
    private static readonly string[] Prompts = ["Grace Hopper was", "Once upon a time a startup called"];

    /// <summary>Samples of a prompt.</summary>
    protected virtual int Samples => 9;

    /// <summary>Most tokens of a sample.</summary>
    protected abstract int Tokens { get; }

    protected abstract ITokenizer Tokenizer { get; }

    protected abstract ILogitEngine Load(int batch, int workers, int threads);

    [Test]
    public void A_sample_is_the_same_in_any_batch_order_and_number_of_threads_and_alone()
    {
        var reference = Run(batch: 64, workers: 1, threads: 1, [.. Enumerable.Range(0, Samples)]);
        reference.Values.Select(g => g.Text).Distinct().Should().HaveCountGreaterThan(2, "samples that are all equal would show nothing");

        int[] backwards = [.. Enumerable.Range(0, Samples).Reverse()];
        Same(Run(batch: 1, workers: 1, threads: 1, [.. Enumerable.Range(0, Samples)]), reference);
        Same(Run(batch: 4, workers: 2, threads: 1, backwards), reference);
        Same(Run(batch: 64, workers: 1, threads: 2, backwards), reference);
        Same(Run(batch: 64, workers: 1, threads: 1, [5]), reference);
    }

    private static void Same(Dictionary<(int Prompt, int Sample), Generation> found, Dictionary<(int Prompt, int Sample), Generation> reference)
    {
        foreach (var (key, generation) in found)
        {
            generation.Text.Should().Be(reference[key].Text);
            generation.Tokens.Should().Equal(reference[key].Tokens);
            generation.Steps.Should().Equal(reference[key].Steps);
        }
    }

    private Dictionary<(int Prompt, int Sample), Generation> Run(int batch, int workers, int threads, int[] samples)
    {
        using var engine = Load(batch, workers, threads);
        var requests = Prompts.Select(p => new GenerationRequest("model", engine.Fingerprint, Tokenizer.Encode(p), new SamplingOptions { MaxTokens = Tokens }, [], 11)).ToList();
        var found = new Dictionary<(int, int), Generation>();
        new Generator(engine, Tokenizer, new HashSet<TokenId> { new(0) }, "model").Generate(
            [.. requests.Select(r => new GenerationJob(r, samples))],
            (request, generations) =>
            {
                foreach (var generation in generations)
                    found.Add((requests.IndexOf(request), generation.SampleIndex), generation);
            });
        found.Should().HaveCount(Prompts.Length * samples.Length);
        return found;
    }
}
