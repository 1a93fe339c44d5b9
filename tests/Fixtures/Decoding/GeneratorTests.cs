using DiversityBench.Fixtures.Decoding;
using DiversityBench.Fixtures.Engines;
using DiversityBench.Fixtures.Generations;
using DiversityBench.Fixtures.Sampling;
using DiversityBench.Metrics;
using DiversityBench.Metrics.Errors;
using DiversityBench.Tests.Fixtures.Engines;
using FluentAssertions;
using NUnit.Framework;

namespace DiversityBench.Tests.Fixtures.Decoding;

public sealed class GeneratorTests
{
    private const int Vocabulary = 20;
    private static readonly TokenId End = new(0);

    [Test]
    public void A_sample_is_the_same_whatever_the_batch_the_workers_and_the_other_samples()
    {
        var jobs = new[] { Job("bcd", 12, 40), Job("ee", 12, 40) };
        var reference = Run(Engine(1, 1), jobs);
        foreach (var (batch, workers) in new[] { (64, 1), (5, 2), (3, 4) })
            Texts(Run(Engine(batch, workers), jobs)).Should().Equal(Texts(reference));
        Texts(Run(Engine(8, 1, mixes: false), jobs)).Should().Equal(Texts(reference));

        var alone = Run(Engine(8, 1), [new GenerationJob(jobs[1].Request, [17])]).Single();
        reference.Single(r => r.Request == jobs[1].Request && r.Generation.SampleIndex == 17).Generation.Should().BeEquivalentTo(alone.Generation);
    }

    [Test]
    public void A_prompt_is_evaluated_once_and_ended_rows_are_not_computed()
    {
        var engine = Engine(8, 1);
        var results = Run(engine, [Job("bcd", 12, 50)]);
        engine.Prefills.Should().Be(1);

        // Every generation step but the first (which reads the prompt's logits) is one decoded row; the last draw of a row needs none after it.
        engine.DecodedRows.Should().Be(results.Sum(r => r.Generation.Steps.Count - 1));
        results.Select(r => r.Generation.Finish).Should().Contain([FinishReason.EndOfSequence, FinishReason.Length]);
    }

    // The first draw comes from the prompt's own logits: 'b' is followed by the end token with certainty, 'c' by 'd'.
    [Test]
    public void A_prompt_whose_samples_end_at_once_does_not_stop_those_that_follow()
    {
        var engine = new FakeEngine(Vocabulary, 64, text => OneHot(text[^1].Value == 1 ? 0 : 3)) { BatchSize = 4, MixesLengths = false };
        Texts(Run(engine, [Job("b", 2, 3), Job("c", 2, 1), Job("bb", 2, 1), Job("cc", 2, 1)])).Should().HaveCount(6).And.Contain(text => text.Contains("dd"));
    }

    [TestCase(1, true)]
    [TestCase(3, true)]
    [TestCase(1, false)]
    public void An_evaluated_prompt_is_released_when_its_last_sample_has_ended(int workers, bool mixes)
    {
        // Twelve prompts of ten samples in batches of four: a batch reads at most four prompts, and one more may be about to be handed out.
        var engine = Engine(4, workers, mixes);
        Run(engine, [.. Enumerable.Range(0, 12).Select(i => Job("bcd"[..(1 + (i % 3))] + (char)('b' + i), 12, 10))]);
        engine.Prefills.Should().Be(12);
        engine.MostPrefixes.Should().BeLessThanOrEqualTo((4 * workers) + 1);
        engine.Prefixes.Should().Be(0);
    }

    [Test]
    public void The_end_token_is_counted_as_a_step_but_is_no_part_of_the_text()
    {
        foreach (var (_, generation) in Run(Engine(8, 1), [Job("bcd", 12, 50)]))
        {
            generation.Tokens.Should().NotContain(End);
            generation.Steps.Count.Should().Be(generation.Tokens.Count + (generation.Finish == FinishReason.EndOfSequence ? 1 : 0));
            generation.Text.Should().HaveLength(generation.Tokens.Count);
        }
    }

    [Test]
    public void Drawn_tokens_follow_the_models_distribution()
    {
        float[] row = [0, 1, 2, -1, 0.5f];
        var engine = new FakeEngine(5, 64, _ => row) { BatchSize = 100 };
        var job = new GenerationJob(Request("b", new SamplingOptions { MaxTokens = 1 }), [.. Enumerable.Range(0, 40_000)]);
        var counts = new int[5];
        foreach (var (_, generation) in Run(engine, [job], endless: true))
            counts[generation.Tokens[0].Value]++;

        var total = row.Sum(x => Math.Exp(x));
        var chiSquared = row.Select((x, i) => (Expected: 40_000 * Math.Exp(x) / total, Found: counts[i])).Sum(c => Math.Pow(c.Found - c.Expected, 2) / c.Expected);

        // The 99.99 % point of chi-squared with 4 degrees of freedom is 23.5; the seed is fixed.
        chiSquared.Should().BeLessThan(23.5);
    }

    [Test]
    public void A_stop_string_ends_a_generation_and_is_cut_off()
    {
        var engine = new FakeEngine(Vocabulary, 64, text => OneHot((text[^1].Value + 1) % Vocabulary));
        var request = Request("b", new SamplingOptions { MaxTokens = 12 }) with { StopStrings = ["fg"] };
        var (_, generation) = Run(engine, [new GenerationJob(request, [0])]).Single();
        generation.Text.Should().Be("cde");
        generation.Finish.Should().Be(FinishReason.StopString);
    }

    [Test]
    public void Generation_ends_at_the_models_context()
    {
        var engine = new FakeEngine(Vocabulary, 6, _ => OneHot(3));
        var (_, generation) = Run(engine, [Job("bcd", 100, 1)]).Single();
        generation.Tokens.Should().HaveCount(3);
        generation.Finish.Should().Be(FinishReason.Length);
    }

    [TestCase(float.NaN)]
    [TestCase(float.PositiveInfinity)]
    [TestCase(float.NegativeInfinity)]
    public void Logits_that_are_not_finite_name_model_prompt_sample_and_step(float broken)
    {
        var engine = new FakeEngine(Vocabulary, 64, text =>
        {
            var row = OneHot(3);
            row[7] = text.Count == 5 ? broken : row[7];
            return row;
        });
        var run = () => Run(engine, [new GenerationJob(Request("bcd", new SamplingOptions()), [4])]);
        run.Should().Throw<BenchException>().WithMessage("Expected the logits to be finite*Model: fake*Prompt: bcd*Sample: 4*Step: 2*Next step:*");
    }

    [Test]
    public void A_cancelled_run_hands_over_what_was_finished()
    {
        using var stop = new CancellationTokenSource();
        var handed = 0;
        var engine = Engine(8, 1);
        var generator = new Generator(engine, new LetterTokenizer(Vocabulary), new HashSet<TokenId> { End }, "fake");
        var run = () => generator.Generate([Job("bcd", 12, 100_000)], (_, generations) => { handed += generations.Count; stop.Cancel(); }, null, stop.Token);
        run.Should().Throw<OperationCanceledException>();
        handed.Should().BeInRange(1, 1000);
    }

    private static List<(GenerationRequest Request, Generation Generation)> Run(FakeEngine engine, IReadOnlyList<GenerationJob> jobs, bool endless = false)
    {
        var results = new List<(GenerationRequest, Generation)>();
        var generator = new Generator(engine, new LetterTokenizer(Vocabulary), endless ? new HashSet<TokenId>() : new HashSet<TokenId> { End }, "fake");
        generator.Generate(jobs, (request, generations) => results.AddRange(generations.Select(g => (request, g))));
        return results;
    }

    private static IEnumerable<string> Texts(List<(GenerationRequest Request, Generation Generation)> results) => results
        .OrderBy(r => r.Request.PromptTokens.Count).ThenBy(r => r.Generation.SampleIndex)
        .Select(r => $"{r.Generation.SampleIndex} {r.Generation.Text} {r.Generation.Finish}");

    private static FakeEngine Engine(int batch, int workers, bool mixes = true)
        => new(Vocabulary, 64, text => [.. Enumerable.Range(0, Vocabulary).Select(i => MathF.Sin((i * 7) + text.Sum(t => t.Value)) * 2)]) { BatchSize = batch, Workers = workers, MixesLengths = mixes };

    private static GenerationJob Job(string prompt, int tokens, int samples)
        => new(Request(prompt, new SamplingOptions { MaxTokens = tokens }), [.. Enumerable.Range(0, samples)]);

    private static GenerationRequest Request(string prompt, SamplingOptions sampling)
        => new("model", "fake", new LetterTokenizer(Vocabulary).Encode(prompt), sampling, [], 1);

    private static float[] OneHot(int id)
    {
        var row = new float[Vocabulary];
        row[id] = 50;
        return row;
    }
}
