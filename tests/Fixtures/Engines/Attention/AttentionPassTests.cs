using DiversityBench.Fixtures.Engines.Onnx;
using DiversityBench.Fixtures.Engines.Onnx.Attention;
using FluentAssertions;
using Microsoft.ML.OnnxRuntime.Tensors;
using NUnit.Framework;

namespace DiversityBench.Tests.Fixtures.Engines.Attention;

/// <summary>Our attention against the formula in double precision: prompts read at once, rows of different lengths behind them.</summary>
[TestFixture(6, 6, 32, true, false, true)]
[TestFixture(9, 3, 64, false, false, false)]
[TestFixture(4, 2, 48, true, true, false)]
[TestFixture(12, 1, 16, true, false, true)]
public sealed class AttentionPassTests(int heads, int keyValueHeads, int headSize, bool rotates, bool interleaved, bool packed)
{
    private const int Steps = 19;
    private static readonly int[] PromptLengths = [21, 5, 1];

    // Row by row: which prompt, and the step at which the row joins.
    private static readonly (int Prompt, int Joins)[] Rows = [(0, 0), (1, 0), (0, 0), (0, 2), (1, 7), (0, 0), (0, 0), (2, 0), (0, 3), (0, 0), (0, 0)];

    private AttentionLab _lab = null!;

    [SetUp]
    public void SetUp() => _lab = new AttentionLab(new AttentionNode(0, heads, keyValueHeads, headSize)
    {
        Scale = 0.3f,
        Rotates = rotates,
        Interleaved = interleaved,
        Packed = packed,
    });

    [TearDown]
    public void TearDown() => _lab.Dispose();

    [Test]
    public void Prompts_and_the_tokens_behind_them_attend_as_the_formula_says()
    {
        // Sums of at most 40 terms below 1 in float32: some ten roundings of 6e-8, through a softmax whose scores reach 10.
        const double Tolerance = 5e-6;
        var prompts = PromptLengths.Select(length => _lab.Tokens(length)).ToArray();
        var caches = prompts.Select(prompt =>
        {
            var cache = new PanelCache(_lab.Signature, prompt.Length);
            _lab.Furthest(_lab.Read(cache, prompt), prompt).Should().BeLessThan(Tolerance, "a prompt of {0} tokens", prompt.Length);
            return cache;
        }).ToArray();

        foreach (var (row, step, output, history) in Decode(caches, prompts, Rows))
            _lab.Furthest(output, history).Should().BeLessThan(Tolerance, "row {0} at step {1}", row, step);
        foreach (var cache in caches)
            cache.Dispose();
    }

    [Test]
    public void A_row_has_the_same_bits_alone_and_beside_others()
    {
        var prompts = PromptLengths.Select(length => _lab.Tokens(length)).ToArray();
        var caches = prompts.Select(prompt =>
        {
            var cache = new PanelCache(_lab.Signature, prompt.Length);
            _lab.Read(cache, prompt);
            return cache;
        }).ToArray();
        var together = Decode(caches, prompts, Rows).ToArray();
        for (var row = 0; row < Rows.Length; row++)
        {
            var alone = Decode(caches, prompts, [Rows[row]], firstRow: row).Select(d => d.Output).ToArray();
            alone.Should().HaveCount(Steps - Rows[row].Joins);
            alone.SelectMany(o => o).Should().Equal(together.Where(d => d.Row == row).SelectMany(d => d.Output), "row {0}", row);
        }

        foreach (var cache in caches)
            cache.Dispose();
    }

    /// <summary>Steps rows on, each with tokens that depend on its number and the step alone.</summary>
    private IEnumerable<(int Row, int Step, float[] Output, float[][] History)> Decode(PanelCache[] caches, float[][][] prompts, (int Prompt, int Joins)[] rows, int firstRow = 0)
    {
        using var own = new RowCache(_lab.Signature, _lab.Pool, rows.Length, Steps);
        var history = rows.Select(r => prompts[r.Prompt].ToList()).ToArray();
        for (var step = 0; step < Steps; step++)
        {
            var active = Enumerable.Range(0, rows.Length).Where(r => rows[r].Joins <= step).ToArray();
            var tokens = active.Select(r => _lab.Token(((firstRow + r) * 1000) + step)).ToArray();
            var output = _lab.Step([.. active.Select(r => new AttentionRow(caches[rows[r].Prompt], PromptLengths[rows[r].Prompt], r, step - rows[r].Joins))], own, tokens);
            foreach (var (row, index) in active.Select((r, i) => (r, i)))
            {
                history[row].Add(tokens[index]);
                yield return (row, step, output[index], [.. history[row]]);
            }
        }
    }
}
