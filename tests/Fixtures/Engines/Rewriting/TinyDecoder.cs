using System.Runtime.InteropServices;
using DiversityBench.Fixtures.Engines.Onnx;
using DiversityBench.Fixtures.Engines.Onnx.Rewriting;
using static DiversityBench.Fixtures.Engines.Onnx.Rewriting.NodeWriter;
using static DiversityBench.Fixtures.Manifest.ProtobufWriter;

namespace DiversityBench.Tests.Fixtures.Engines.Rewriting;

/// <summary>
/// A decoder of two layers in plain operators as exports write it, made by hand: four query heads of 16 numbers, grouped by two key/value heads unless
/// told, and 64 tokens, whose output matrix may be kept in 8 bits. Nodes and constants can be put in place of others.
/// </summary>
internal sealed class TinyDecoder
{
    public const int Vocabulary = 64;
    public const int Positions = 64;
    private const int Layers = 2;
    private const int Heads = 4;
    private const int HeadSize = 16;
    private const int Width = Heads * HeadSize;
    private readonly int _keyValueHeads;
    private readonly List<OnnxNode> _nodes = [];
    private readonly Dictionary<string, byte[]> _constants = [];
    private readonly List<byte[]> _ends = [];
    private readonly List<byte> _weights = [];
    private readonly bool _externalWeights;

    public TinyDecoder(int keyValueHeads = 2, bool externalWeights = false, bool eightBits = false)
    {
        (_keyValueHeads, _externalWeights) = (keyValueHeads, externalWeights);
        Weights("embedding", Vocabulary, Width);
        Weights("positions", Positions, Width);
        Set("zero", 0).Set("one", 1).Set("two", 2).Set("zero,one", 0, 1).Set("one,two", 1, 2);
        Set("query_heads", 0, 0, Heads, HeadSize).Set("key_heads", 0, 0, keyValueHeads, HeadSize).Set("merged", 0, 0, Width);
        Set("repeat", 1, 1, Heads / keyValueHeads, 1, 1).Set("repeated", 0, Heads, -1, HeadSize);
        Set("zero_score", 0f).Set("low_score", -1e9f).Set("scale", 0.4f);
        foreach (var name in new[] { DecoderSignature.InputIds, DecoderSignature.AttentionMask, DecoderSignature.PositionIds })
            _ends.Add(Part(11, Value(name, OnnxTensor.Int64, 0, 0)));
        _ends.Add(Part(12, Value(DecoderSignature.LogitsName, OnnxTensor.Float32, 0, 0, Vocabulary)));
        Mask();
        Add("Gather", "tokens", "embedding", DecoderSignature.InputIds);
        Add("Gather", "places", "positions", DecoderSignature.PositionIds);
        Add("Add", "x0", "tokens", "places");
        for (var layer = 0; layer < Layers; layer++)
            Layer(layer);
        if (eightBits)
            EightBitHead();
        else
            Weights("head", Width, Vocabulary);
        Add("MatMul", DecoderSignature.LogitsName, $"x{Layers}", "head");
    }

    /// <summary>The file as the engine reads it.</summary>
    public OnnxGraph Graph => OnnxGraph.Read(new MemoryStream(Model()));

    /// <summary>Puts nodes in place of the one that makes a value.</summary>
    public TinyDecoder Replace(string value, params OnnxNode[] nodes)
    {
        var place = _nodes.FindIndex(node => node.Output(0) == value);
        _nodes.RemoveAt(place);
        _nodes.InsertRange(place, nodes);
        return this;
    }

    /// <summary>Adds a node at the end.</summary>
    public TinyDecoder Append(OnnxNode node)
    {
        _nodes.Add(node);
        return this;
    }

    /// <summary>A graph output besides the decoder's own.</summary>
    public TinyDecoder PutOut(string value)
    {
        _ends.Add(Part(12, Value(value, OnnxTensor.Float32, 0, 0, 0, 0)));
        return this;
    }

    public TinyDecoder Set(string name, params long[] numbers)
    {
        _constants[name] = Constant(name, OnnxTensor.Int64, [numbers.Length], MemoryMarshal.AsBytes<long>(numbers));
        return this;
    }

    public TinyDecoder Set(string name, float number) => Set(name, OnnxTensor.Float32, [], MemoryMarshal.AsBytes<float>([number]));

    public TinyDecoder Set(string name, int type, long[] axes, ReadOnlySpan<byte> data)
    {
        _constants[name] = Constant(name, type, axes, data);
        return this;
    }

    /// <summary>Writes model.onnx, and weights.bin where the weights are external; returns the former's path.</summary>
    public string Save(string folder)
    {
        var path = Path.Combine(folder, "model.onnx");
        File.WriteAllBytes(path, Model());
        if (_externalWeights)
            File.WriteAllBytes(Path.Combine(folder, "weights.bin"), [.. _weights]);
        return path;
    }

    private void Mask()
    {
        Add("Shape", "mask.shape", DecoderSignature.AttentionMask);
        Add("Gather", "all", "mask.shape", "one");
        Add("Shape", "ids.shape", DecoderSignature.InputIds);
        Add("Gather", "new", "ids.shape", "one");
        Add("Sub", "past", "all", "new");
        Add("Range", "seen", "zero", "all", "one");
        Add("Range", "seeing", "past", "all", "one");
        Add("Unsqueeze", "seen.row", "seen", "zero");
        Add("Unsqueeze", "seeing.column", "seeing", "one");
        Add("LessOrEqual", "causal", "seen.row", "seeing.column");
        Add("Unsqueeze", "causal.4", "causal", "zero,one");
        _nodes.Add(Node("", "Cast", [DecoderSignature.AttentionMask], ["valid"], ("to", (long)OnnxTensor.Bool)));
        Add("Unsqueeze", "valid.4", "valid", "one,two");
        Add("And", "visible", "causal.4", "valid.4");
        Add("Where", "mask", "visible", "zero_score", "low_score");
    }

    private void Layer(int layer)
    {
        string Of(string name) => $"{name}{layer}";
        foreach (var part in new[] { "key", "value" })
        {
            _ends.Add(Part(11, Value($"past_key_values.{layer}.{part}", OnnxTensor.Float32, 0, _keyValueHeads, 0, HeadSize)));
            _ends.Add(Part(12, Value($"present.{layer}.{part}", OnnxTensor.Float32, 0, _keyValueHeads, 0, HeadSize)));
        }

        Projected(layer, "query", Heads);
        Add("Mul", Of("query.scaled"), Of("query"), "scale");
        Projected(layer, "key", _keyValueHeads);
        Projected(layer, "value", _keyValueHeads);
        foreach (var part in new[] { "key", "value" })
        {
            var all = $"present.{layer}.{part}";
            _nodes.Add(Node("", "Concat", [$"past_key_values.{layer}.{part}", Of(part)], [all], ("axis", 2L)));
            Add("Unsqueeze", Of(part + ".single"), all, "two");
            Add("Expand", Of(part + ".group"), Of(part + ".single"), "repeat");
            Add("Reshape", Of(part + ".all"), Of(part + ".group"), "repeated");
        }

        var grouped = _keyValueHeads < Heads;
        _nodes.Add(Transpose(grouped ? Of("key.all") : $"present.{layer}.key", Of("key.turned"), 0, 1, 3, 2));
        Add("MatMul", Of("scores"), Of("query.scaled"), Of("key.turned"));
        Add("Add", Of("masked"), Of("scores"), "mask");
        _nodes.Add(Node("", "Softmax", [Of("masked")], [Of("shares")], ("axis", -1L)));
        Add("MatMul", Of("mixed"), Of("shares"), grouped ? Of("value.all") : $"present.{layer}.value");
        _nodes.Add(Transpose(Of("mixed"), Of("mixed.tokens"), 0, 2, 1, 3));
        Add("Reshape", Of("attention"), Of("mixed.tokens"), "merged");
        Add("Add", $"x{layer + 1}", Of("x"), Of("attention"));
    }

    private void Projected(int layer, string name, int heads)
    {
        Weights($"{name}{layer}.weight", Width, heads * HeadSize);
        Add("MatMul", $"{name}{layer}.flat", $"x{layer}", $"{name}{layer}.weight");
        Add("Reshape", $"{name}{layer}.heads", $"{name}{layer}.flat", name == "query" ? "query_heads" : "key_heads");
        _nodes.Add(Transpose($"{name}{layer}.heads", $"{name}{layer}", 0, 2, 1, 3));
    }

    /// <summary>Four blocks of 16 rows, each with its scales.</summary>
    private void EightBitHead()
    {
        const int Blocks = 4;
        sbyte[] numbers = [.. Enumerable.Range(0, Width * Vocabulary).Select(i => (sbyte)((i * 37 % 255) - 127))];
        Half[] scales = [.. Enumerable.Range(0, Blocks * Vocabulary).Select(i => (Half)((1 + (i % 7)) / 1000f))];
        Set("head.numbers", OnnxTensor.Int8, [Blocks, Width / Blocks, Vocabulary], MemoryMarshal.AsBytes<sbyte>(numbers));
        Set("head.half_scales", OnnxTensor.Float16, [Blocks, 1, Vocabulary], MemoryMarshal.AsBytes<Half>(scales));
        Set("head.shape", Width, Vocabulary);
        _nodes.Add(Node("", "Cast", ["head.numbers"], ["head.floats"], ("to", (long)OnnxTensor.Float32)));
        _nodes.Add(Node("", "Cast", ["head.half_scales"], ["head.scales"], ("to", (long)OnnxTensor.Float32)));
        Add("Mul", "head.blocks", "head.floats", "head.scales");
        Add("Reshape", "head", "head.blocks", "head.shape");
    }

    private void Add(string name, string output, params string[] inputs) => _nodes.Add(Node("", name, inputs, [output]));

    private static OnnxNode Transpose(string input, string output, params long[] permutation) => Node("", "Transpose", [input], [output], ("perm", permutation));

    /// <summary>Numbers below a third that follow no short pattern.</summary>
    private void Weights(string name, int rows, int columns)
    {
        var numbers = new float[rows * columns];
        for (var i = 0; i < numbers.Length; i++)
            numbers[i] = (float)Math.Sin((i * 12.9898) + (_constants.Count * 78.233)) / 3;
        var bytes = MemoryMarshal.AsBytes<float>(numbers);
        _constants[name] = _externalWeights ? External(name, [rows, columns], _weights.Count, bytes.Length) : Constant(name, OnnxTensor.Float32, [rows, columns], bytes);
        _weights.AddRange(bytes);
    }

    // TensorProto: dims = 1, data_type = 2, name = 8, raw_data = 9, external_data = 13 (key = 1, value = 2), data_location = 14.
    private static byte[] Constant(string name, int type, long[] axes, ReadOnlySpan<byte> data) => [.. axes.SelectMany(a => Number(1, a)), .. Number(2, type), .. Text(8, name), .. Part(9, data)];

    private static byte[] External(string name, long[] axes, int offset, int length)
    {
        byte[] Entry(string key, string value) => Part(13, [.. Text(1, key), .. Text(2, value)]);
        byte[] entries = [.. Entry("location", "weights.bin"), .. Entry("offset", $"{offset}"), .. Entry("length", $"{length}")];
        return [.. axes.SelectMany(a => Number(1, a)), .. Number(2, OnnxTensor.Float32), .. Text(8, name), .. entries, .. Number(14, 1)];
    }

    // ValueInfoProto: name = 1, type = 2; TypeProto: tensor_type = 1; Tensor: elem_type = 1, shape = 2; TensorShapeProto: dim = 1; Dimension: dim_value = 1, dim_param = 2.
    private static byte[] Value(string name, int type, params long[] axes)
    {
        byte[] shape = [.. axes.SelectMany((axis, i) => Part(1, axis > 0 ? Number(1, axis) : Text(2, $"{name}.{i}")))];
        return [.. Text(1, name), .. Part(2, Part(1, [.. Number(1, type), .. Part(2, shape)]))];
    }

    // ModelProto: ir_version = 1, graph = 7, opset_import = 8 (version = 2). GraphProto: node = 1, name = 2, initializer = 5, input = 11, output = 12.
    private byte[] Model()
    {
        byte[] graph = [.. _nodes.SelectMany(n => Part(1, n.Encoded)), .. Text(2, "tiny"), .. _constants.Values.SelectMany(c => Part(5, c)), .. _ends.SelectMany(e => e)];
        return [.. Number(1, 8), .. Part(7, graph), .. Part(8, Number(2, 17))];
    }
}
