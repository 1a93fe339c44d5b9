using DiversityBench.Fixtures.Engines;
using DiversityBench.Metrics;
using DiversityBench.Metrics.Errors;
using FluentAssertions;
using NUnit.Framework;

namespace DiversityBench.Tests.Fixtures.Engines;

/// <summary>What every logit engine promises; one subclass per engine and model.</summary>
public abstract class LogitEngineContract
{
    private ILogitEngine _engine = null!;

    /// <summary>Prompts of different lengths that the model can read.</summary>
    protected abstract IReadOnlyList<IReadOnlyList<TokenId>> Prompts { get; }

    /// <summary>
    /// How far the logits of one text may lie apart between one run over the whole text and step-by-step runs: the sums are
    /// split elsewhere, so float32 rounding (2^-24 relative, over some thousand terms) differs.
    /// </summary>
    protected virtual float WholeAgainstSteps => 1e-4f;

    protected abstract ILogitEngine Load(int? threads, int? workers, int? batchSize);

    protected ILogitEngine Engine => _engine;

    [OneTimeSetUp]
    public void LoadEngine() => _engine = Load(1, 1, 8);

    [OneTimeTearDown]
    public void DisposeEngine() => _engine?.Dispose();

    [Test]
    public void Scoring_a_text_gives_the_logits_of_decoding_it_step_by_step()
    {
        foreach (var prompt in Prompts)
        {
            var whole = Scores(prompt);
            using var prefix = _engine.Prefill(prompt.Take(2).ToArray());
            using var batch = _engine.CreateBatch(prompt.Count + 1, prompt.Count);
            batch.Add(prefix);
            Distance(prefix.Logits.Span, whole[1]).Should().BeLessThan(WholeAgainstSteps);
            for (var i = 2; i < prompt.Count; i++)
            {
                batch.Decode([prompt[i]]);
                Distance(batch.Logits(0), whole[i]).Should().BeLessThan(WholeAgainstSteps, "position {0} of {1} follows the same text", i, prompt.Count);
            }
        }
    }

    [Test]
    public void Forks_of_one_prefix_do_not_disturb_each_other()
    {
        using var prefix = _engine.Prefill(Prompts[0]);
        using var batch = _engine.CreateBatch(Prompts[0].Count + 8, 8);
        for (var row = 0; row < 3; row++)
            batch.Add(prefix);
        var paths = new[] { Tokens(5, 6, 7, 8), Tokens(9, 10, 11, 12), Tokens(5, 6, 7, 8) };
        var together = Steps(batch, paths);

        for (var row = 0; row < 3; row++)
        {
            using var alone = _engine.CreateBatch(Prompts[0].Count + 8, 8);
            alone.Add(prefix);
            var single = Steps(alone, [paths[row]]);
            for (var step = 0; step < 4; step++)
                single[step][0].Should().Equal(together[step][row], "row {0} at step {1} must have the same bits alone and beside others", row, step);
        }
    }

    [Test]
    public void A_removed_row_gives_its_place_to_the_last_row()
    {
        using var prefix = _engine.Prefill(Prompts[0]);
        using var full = _engine.CreateBatch(Prompts[0].Count + 8, 8);
        using var pair = _engine.CreateBatch(Prompts[0].Count + 8, 8);
        for (var row = 0; row < 3; row++)
            full.Add(prefix);
        pair.Add(prefix);
        pair.Add(prefix);
        full.Decode(Tokens(5, 6, 7));
        var last = full.Logits(2).ToArray();
        full.Remove(0);
        full.Count.Should().Be(2);
        full.Logits(0).ToArray().Should().Equal(last);

        full.Decode(Tokens(8, 9));
        pair.Decode(Tokens(7, 6));
        pair.Decode(Tokens(8, 9));
        full.Logits(0).ToArray().Should().Equal(pair.Logits(0).ToArray());
        full.Logits(1).ToArray().Should().Equal(pair.Logits(1).ToArray());
    }

    [Test]
    public void Rows_of_different_lengths_keep_the_bits_they_have_alone()
    {
        using var batch = _engine.CreateBatch(Prompts.Max(p => p.Count) + 8, 8);
        if (!batch.AcceptsMixedLengths)
        {
            using var first = _engine.Prefill(Prompts[0]);
            using var second = _engine.Prefill(Prompts[1]);
            batch.Add(first);
            var mix = () => batch.Add(second);
            mix.Should().Throw<InvalidOperationException>("a graph that takes one length only must refuse the second prompt");
            return;
        }

        var prefixes = Prompts.Select(_engine.Prefill).ToArray();
        foreach (var prefix in prefixes)
            batch.Add(prefix);
        var paths = Prompts.Select((_, i) => Tokens(20 + i, 30 + i, 40 + i)).ToArray();
        var together = Steps(batch, paths);
        for (var row = 0; row < prefixes.Length; row++)
        {
            using var alone = _engine.CreateBatch(Prompts.Max(p => p.Count) + 8, 8);
            alone.Add(prefixes[row]);
            var single = Steps(alone, [paths[row]]);
            for (var step = 0; step < 3; step++)
                single[step][0].Should().Equal(together[step][row]);
            prefixes[row].Dispose();
        }
    }

    [Test]
    public void A_text_longer_than_the_context_or_with_a_foreign_token_is_refused()
    {
        var tooLong = () => _engine.Prefill([.. Enumerable.Repeat(new TokenId(1), _engine.ContextLength + 1)]);
        var empty = () => _engine.Prefill([]);
        var foreign = () => _engine.Prefill([new TokenId(_engine.VocabularySize)]);
        tooLong.Should().Throw<BenchException>().WithMessage($"*{_engine.ContextLength}*found {_engine.ContextLength + 1}*");
        empty.Should().Throw<BenchException>().WithMessage("*found 0*");
        foreign.Should().Throw<BenchException>().WithMessage($"*0 to {_engine.VocabularySize - 1}*found {_engine.VocabularySize}*");
    }

    protected float[][] Scores(IReadOnlyList<TokenId> tokens)
    {
        var rows = new List<float[]>();
        _engine.Score(tokens, (position, logits) =>
        {
            position.Should().Be(rows.Count);
            rows.Add(logits.ToArray());
        });
        rows.Should().HaveCount(tokens.Count);
        return [.. rows];
    }

    protected static TokenId[] Tokens(params int[] ids) => [.. ids.Select(i => new TokenId(i))];

    /// <summary>Largest absolute difference; NaN where either side has one.</summary>
    protected static float Distance(ReadOnlySpan<float> left, ReadOnlySpan<float> right)
    {
        left.Length.Should().Be(right.Length);
        var most = 0f;
        for (var i = 0; i < left.Length; i++)
            most = MathF.Max(most, MathF.Abs(left[i] - right[i]));
        return most;
    }

    private static float[][][] Steps(ISequenceBatch batch, TokenId[][] paths)
    {
        var steps = new List<float[][]>();
        for (var step = 0; step < paths[0].Length; step++)
        {
            batch.Decode([.. paths.Select(p => p[step])]);
            steps.Add([.. Enumerable.Range(0, paths.Length).Select(row => batch.Logits(row).ToArray())]);
        }

        return [.. steps];
    }
}
