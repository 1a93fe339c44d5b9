using DiversityBench.Fixtures.Manifest;

namespace DiversityBench.Fixtures.Engines.Onnx;

/// <summary>The main graph of an ONNX file as far as the runtime does not tell of it: its nodes, inputs and small constants. Weights are skipped, not read.</summary>
internal sealed class OnnxGraph
{
    private readonly List<OnnxNode> _nodes = [];
    private readonly List<OnnxGraphInput> _inputs = [];
    private readonly List<string> _outputs = [];
    private readonly Dictionary<string, OnnxTensor> _constants = [];
    private readonly ProtobufReader _reader;

    private OnnxGraph(Stream stream) => _reader = new ProtobufReader(stream);

    public IReadOnlyList<OnnxNode> Nodes => _nodes;

    public IReadOnlyList<OnnxGraphInput> Inputs => _inputs;

    public IReadOnlyList<string> Outputs => _outputs;

    /// <summary>Initializers, and what Constant nodes make, by name.</summary>
    public IReadOnlyDictionary<string, OnnxTensor> Constants => _constants;

    /// <summary>Whether a node holds a graph of its own, which may read any value of this one.</summary>
    public bool HasSubgraphs { get; private set; }

    /// <exception cref="InvalidDataException">The file is no complete protobuf.</exception>
    public static OnnxGraph Read(string path)
    {
        using var file = File.OpenRead(path);
        return Read(file);
    }

    /// <inheritdoc cref="Read(string)"/>
    public static OnnxGraph Read(Stream stream)
    {
        var graph = new OnnxGraph(stream);
        graph.Fields(stream.Length, (field, end) =>
        {
            if (field == 7)
                graph.Fields(end, graph.GraphField);
        });
        return graph;
    }

    // GraphProto: node = 1, initializer = 5, input = 11, output = 12.
    private void GraphField(int field, long end)
    {
        switch (field)
        {
            case 1: Node(end); break;
            case 5: Initializer(OnnxTensor.Read(_reader, end)); break;
            case 11: _inputs.Add(Input(end)); break;
            case 12: _outputs.Add(Input(end).Name); break;
        }
    }

    private void Initializer(OnnxTensor tensor) => _constants[tensor.Name] = tensor;

    // NodeProto: input = 1, output = 2, op_type = 4, attribute = 5, domain = 7.
    private void Node(long end)
    {
        var (name, domain, start) = ("", "", _reader.Position);
        var (inputs, outputs, attributes, lists) = (new List<string>(), new List<string>(), new Dictionary<string, double>(), new Dictionary<string, IReadOnlyList<long>>());
        OnnxTensor? tensor = null;
        Fields(end, (field, fieldEnd) =>
        {
            switch (field)
            {
                case 1: inputs.Add(_reader.Text(fieldEnd)); break;
                case 2: outputs.Add(_reader.Text(fieldEnd)); break;
                case 4: name = _reader.Text(fieldEnd); break;
                case 5: tensor = Attribute(fieldEnd, attributes, lists) ?? tensor; break;
                case 7: domain = _reader.Text(fieldEnd); break;
            }
        });
        _nodes.Add(new OnnxNode(name, inputs, outputs, attributes) { Domain = domain, Lists = lists, Place = (start, end) });
        if (tensor is not null && _nodes[^1].Is("Constant"))
            _constants[_nodes[^1].Output(0)] = tensor;
    }

    // AttributeProto: name = 1, f = 2 (32 bits), i = 3, t = 5, g = 6, ints = 8, graphs = 11.
    private OnnxTensor? Attribute(long end, Dictionary<string, double> attributes, Dictionary<string, IReadOnlyList<long>> lists)
    {
        var (name, number, list) = ("", double.NaN, new List<long>());
        OnnxTensor? tensor = null;
        _reader.Fields(end, (field, wireType) =>
        {
            switch (field, wireType)
            {
                case (1, ProtobufReader.LengthDelimited): name = _reader.Text(_reader.FieldEnd(end)); return true;
                case (2, ProtobufReader.FourBytes): number = _reader.Float(end); return true;
                case (3, 0): number = (long)_reader.Varint(end); return true;
                case (5, ProtobufReader.LengthDelimited): tensor = OnnxTensor.Read(_reader, _reader.FieldEnd(end)); return true;
                case (6 or 11, ProtobufReader.LengthDelimited): HasSubgraphs = true; return false;
                case (8, 0): list.Add((long)_reader.Varint(end)); return true;
                case (8, ProtobufReader.LengthDelimited): OnnxTensor.Varints(_reader, _reader.FieldEnd(end), list.Add); return true;
                default: return false;
            }
        });

        attributes[name] = number;
        lists[name] = list;
        return tensor;
    }

    // ValueInfoProto: name = 1, type = 2; TypeProto: tensor_type = 1; Tensor: elem_type = 1, shape = 2; TensorShapeProto: dim = 1; Dimension: dim_value = 1.
    private OnnxGraphInput Input(long end)
    {
        var (name, type, axes) = ("", 0, new List<long>());
        Fields(end, (field, fieldEnd) =>
        {
            if (field == 1)
                name = _reader.Text(fieldEnd);
            else if (field == 2)
                Fields(fieldEnd, Tensor);
        });
        return new OnnxGraphInput(name, type, axes);

        void Tensor(int kind, long tensorEnd)
        {
            if (kind == 1)
                Fields(tensorEnd, (field, shapeEnd) => Fields(shapeEnd, (_, axisEnd) => axes.Add(Number(axisEnd))), number => type = (int)number);
        }
    }

    private long Number(long end)
    {
        long value = 0;
        Fields(end, (_, _) => { }, number => value = number);
        return value;
    }

    /// <summary>Calls <paramref name="read"/> with number and end of every field that has a length, and skips what it leaves.</summary>
    /// <param name="end">Where the message ends.</param>
    /// <param name="read">Reads a field.</param>
    /// <param name="first">Takes field 1 where it is a whole number.</param>
    private void Fields(long end, Action<int, long> read, Action<long>? first = null) => _reader.Fields(end, (field, wireType) =>
    {
        if (wireType == ProtobufReader.LengthDelimited)
        {
            var fieldEnd = _reader.FieldEnd(end);
            read(field, fieldEnd);
            _reader.SkipTo(fieldEnd);
            return true;
        }

        if ((field, wireType) != (1, 0) || first is null)
            return false;
        first((long)_reader.Varint(end));
        return true;
    });
}
