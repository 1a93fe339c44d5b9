using DiversityBench.Fixtures.Engines.Onnx;
using DiversityBench.Fixtures.Engines.Onnx.Attention;
using Microsoft.ML.OnnxRuntime.Tensors;

namespace DiversityBench.Tests.Fixtures.Engines.Attention;

/// <summary>Runs one attention node on made-up tokens, and the formula beside it. A token: its queries, keys and values, one after the other.</summary>
internal sealed unsafe class AttentionLab : IDisposable
{
    private const int Positions = 64;
    private readonly AttentionNode _node;
    private readonly AttentionOperator _operator;
    private readonly AttentionStep _step;
    private readonly float[] _cosines;
    private readonly float[] _sines;
    private int _made;

    public AttentionLab(AttentionNode node)
    {
        _node = node;
        Signature = new DecoderSignature(
            1, 1, node.KeyValueHeads, node.HeadSize, TensorElementType.Float, TensorElementType.Float, false, false, true,
            ["past_key_values.0.key", "past_key_values.0.value"], ["present.0.key", "present.0.value"]);
        Pool = new CacheBufferPool(Signature);
        _operator = new AttentionOperator([node], threads: 1);
        _step = new AttentionStep(_operator, Signature);
        _cosines = [.. Angles().Select(a => (float)Math.Cos(a))];
        _sines = [.. Angles().Select(a => (float)Math.Sin(a))];
    }

    public DecoderSignature Signature { get; }

    public CacheBufferPool Pool { get; }

    private int TokenSize => (_node.Heads + (2 * _node.KeyValueHeads)) * _node.HeadSize;

    private int QuerySize => _node.Heads * _node.HeadSize;

    private int KeySize => _node.KeyValueHeads * _node.HeadSize;

    /// <summary>Numbers of -1 … 1 from a seed.</summary>
    public float[] Token(int seed)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, TokenSize).Select(_ => (2 * random.NextSingle()) - 1)];
    }

    public float[][] Tokens(int count) => [.. Enumerable.Range(0, count).Select(_ => Token(-++_made))];

    /// <summary>Reads a prompt into a cache; the output of its last token.</summary>
    public float[] Read(PanelCache cache, float[][] tokens)
    {
        _step.Prepare([new AttentionRow(cache, 0, 0, 0)], tokens.Length, null);
        return Run(1, tokens.Length, tokens)[^1];
    }

    /// <summary>Decodes one token a row; the outputs row by row.</summary>
    public float[][] Step(AttentionRow[] rows, RowCache own, float[][] tokens)
    {
        _step.Prepare(rows, 1, own);
        return Run(rows.Length, 1, tokens);
    }

    /// <summary>Largest distance between an output and the formula for the last of the tokens.</summary>
    public double Furthest(float[] output, float[][] tokens)
    {
        var most = 0.0;
        for (var head = 0; head < _node.Heads; head++)
        {
            var keyHead = head / _node.Group;
            var query = Turned(tokens[^1], head * _node.HeadSize, tokens.Length - 1);
            var scores = tokens.Select((t, position) => _node.Scale * Dot(query, Turned(t, QuerySize + (keyHead * _node.HeadSize), position))).ToArray();
            var weights = scores.Select(s => Math.Exp(s - scores.Max())).ToArray();
            for (var i = 0; i < _node.HeadSize; i++)
            {
                var value = QuerySize + KeySize + (keyHead * _node.HeadSize) + i;
                var expected = tokens.Select((t, position) => weights[position] * t[value]).Sum() / weights.Sum();
                most = Math.Max(most, Math.Abs(output[(head * _node.HeadSize) + i] - expected));
            }
        }

        return most;
    }

    public void Dispose()
    {
        _step.Dispose();
        _operator.Dispose();
        Pool.Dispose();
    }

    private static double Dot(double[] x, double[] y) => x.Zip(y, (a, b) => a * b).Sum();

    /// <summary>Rotary angles of every position: position / 10000^(2 i / head size) for i = 0 … head size / 2 - 1.</summary>
    private IEnumerable<double> Angles() => Enumerable.Range(0, Positions)
        .SelectMany(position => Enumerable.Range(0, _node.HeadSize / 2).Select(i => position / Math.Pow(10_000, 2.0 * i / _node.HeadSize)));

    private double[] Turned(float[] token, int start, int position)
    {
        var vector = Enumerable.Range(0, _node.HeadSize).Select(i => (double)token[start + i]).ToArray();
        if (!_node.Rotates)
            return vector;
        var turned = new double[vector.Length];
        for (var i = 0; i < vector.Length / 2; i++)
        {
            var (first, second) = _node.Interleaved ? (2 * i, (2 * i) + 1) : (i, i + (vector.Length / 2));
            var angle = position / Math.Pow(10_000, 2.0 * i / vector.Length);
            turned[first] = (vector[first] * Math.Cos(angle)) - (vector[second] * Math.Sin(angle));
            turned[second] = (vector[second] * Math.Cos(angle)) + (vector[first] * Math.Sin(angle));
        }

        return turned;
    }

    private float[][] Run(int rows, int columns, float[][] tokens)
    {
        float[] all = [.. tokens.SelectMany(t => t)];
        float[] queries = [.. tokens.SelectMany(t => t.Take(QuerySize))];
        float[] keys = [.. tokens.SelectMany(t => t.Skip(QuerySize).Take(KeySize))];
        float[] values = [.. tokens.SelectMany(t => t.Skip(QuerySize + KeySize))];
        var output = new float[queries.Length];
        fixed (float* packed = all, q = queries, k = keys, v = values, cosines = _cosines, sines = _sines, o = output)
        {
            var pass = new AttentionPass(_node, _step)
            {
                Queries = _node.Packed ? packed : q,
                Keys = _node.Packed ? null : k,
                Values = _node.Packed ? null : v,
                Cosines = cosines,
                Sines = sines,
                Output = o,
            };
            pass.Begin(rows, columns);
            for (var unit = pass.Units - 1; unit >= 0; unit--)
                pass.Run(unit);
        }

        return [.. output.Chunk(QuerySize)];
    }
}
