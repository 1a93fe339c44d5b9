using System.Runtime.InteropServices;
using System.Text;
using DiversityBench.Metrics.Errors;
using Microsoft.ML.OnnxRuntime;

namespace DiversityBench.Fixtures.Engines.Onnx.Operators;

/// <summary>
/// The functions of ONNX Runtime's C interface that an operator of our own needs and the managed package does not offer. Places in the
/// table are those of onnxruntime_c_api.h; the interface only ever grows at its end.
/// </summary>
internal readonly unsafe partial struct OrtApi
{
    private const uint WantedVersion = 18;
    private readonly nint* _table;

    private OrtApi(nint* table) => _table = table;

    /// <summary>The table of the loaded library.</summary>
    public static OrtApi Load() => TryLoad(WantedVersion)
        ?? throw new BenchException(new ErrorText("ONNX Runtime", $"have version {WantedVersion} of its C interface", "operators of ours run in it", "an older library", "Restore the packages"));

    /// <summary>The table of the loaded library; null where that is older than a version of the interface.</summary>
    public static OrtApi? TryLoad(uint version)
    {
        var base_ = (delegate* unmanaged<uint, nint*>*)OrtGetApiBase();
        var table = (*base_)(version);
        return table is null ? null : new OrtApi(table);
    }

    public nint CreateStatus(string message)
    {
        fixed (byte* text = Encoding.UTF8.GetBytes(message + '\0'))
            return ((delegate* unmanaged<int, byte*, nint>)_table[0])(1, text);
    }

    public void Check(nint status)
    {
        if (status == 0)
            return;
        var message = Marshal.PtrToStringUTF8(((delegate* unmanaged<nint, nint>)_table[2])(status));
        ((delegate* unmanaged<nint, void>)_table[93])(status);
        throw new BenchException(new ErrorText("ONNX Runtime", "serve our operators", "graphs run through them", message ?? "no reason", "Report it with the version of the package"));
    }

    public nint CreateDomain(string name)
    {
        nint domain;
        fixed (byte* text = Encoding.UTF8.GetBytes(name + '\0'))
            Check(((delegate* unmanaged<byte*, nint*, nint>)_table[26])(text, &domain));
        return domain;
    }

    public void AddToDomain(nint domain, OrtCustomOp* description) => Check(((delegate* unmanaged<nint, OrtCustomOp*, nint>)_table[27])(domain, description));

    public void AddToSession(SessionOptions options, nint domain)
    {
        Check(((delegate* unmanaged<nint, nint, nint>)_table[28])(options.DangerousGetHandle(), domain));
        GC.KeepAlive(options);
    }

    public void ReleaseDomain(nint domain) => ((delegate* unmanaged<nint, void>)_table[101])(domain);

    /// <summary>Name of the value that is a node's input.</summary>
    public string InputName(nint kernelInfo, int index)
    {
        nuint size = 0;
        var call = (delegate* unmanaged<nint, nuint, byte*, nuint*, nint>)_table[232];
        Check(call(kernelInfo, (nuint)index, null, &size));
        var name = new byte[size];
        fixed (byte* text = name)
            Check(call(kernelInfo, (nuint)index, text, &size));
        return Encoding.UTF8.GetString(name.AsSpan(0, name.Length - 1));
    }

    /// <summary>Data of an input; null where an optional input is missing.</summary>
    public float* Input(nint context, int index)
    {
        var value = InputValue(context, index);
        return value == 0 ? null : Data(value);
    }

    /// <summary>Lengths of an input's axes.</summary>
    public long[] InputShape(nint context, int index)
    {
        nint information;
        Check(((delegate* unmanaged<nint, nint*, nint>)_table[65])(InputValue(context, index), &information));
        try
        {
            nuint count;
            Check(((delegate* unmanaged<nint, nuint*, nint>)_table[61])(information, &count));
            var lengths = new long[count];
            fixed (long* first = lengths)
                Check(((delegate* unmanaged<nint, long*, nuint, nint>)_table[62])(information, first, count));
            return lengths;
        }
        finally
        {
            ((delegate* unmanaged<nint, void>)_table[99])(information);
        }
    }

    /// <summary>Allocates an output.</summary>
    public float* Output(nint context, int index, ReadOnlySpan<long> lengths)
    {
        nint value;
        fixed (long* first = lengths)
            Check(((delegate* unmanaged<nint, nuint, long*, nuint, nint*, nint>)_table[91])(context, (nuint)index, first, (nuint)lengths.Length, &value));
        return Data(value);
    }

    /// <summary>Calls the function for 0 … total - 1 on the session's threads.</summary>
    public void ParallelFor(nint context, delegate* unmanaged<void*, nuint, void> function, int total, void* state)
        => Check(((delegate* unmanaged<nint, delegate* unmanaged<void*, nuint, void>, nuint, nuint, void*, nint>)_table[274])(context, function, (nuint)total, 0, state));

    /// <summary>The provider and operator of every node of a session that records them. Since version 24.</summary>
    public IReadOnlyList<(string Provider, string Operator)> Placements(nint session)
    {
        nint* parts;
        nuint count;
        Check(((delegate* unmanaged<nint, nint**, nuint*, nint>)_table[407])(session, &parts, &count));
        var found = new List<(string, string)>();
        for (var part = 0; part < (int)count; part++)
        {
            nint* nodes;
            nuint nodeCount;
            Check(((delegate* unmanaged<nint, nint**, nuint*, nint>)_table[409])(parts[part], &nodes, &nodeCount));
            for (var node = 0; node < (int)nodeCount; node++)
                found.Add((Text(408, parts[part]), Text(412, nodes[node])));
        }

        return found;
    }

    private string Text(int function, nint from)
    {
        byte* text;
        Check(((delegate* unmanaged<nint, byte**, nint>)_table[function])(from, &text));
        return Marshal.PtrToStringUTF8((nint)text)!;
    }

    private nint InputValue(nint context, int index)
    {
        nint value;
        Check(((delegate* unmanaged<nint, nuint, nint*, nint>)_table[90])(context, (nuint)index, &value));
        return value;
    }

    private float* Data(nint value)
    {
        void* data;
        Check(((delegate* unmanaged<nint, void**, nint>)_table[51])(value, &data));
        return (float*)data;
    }

    [LibraryImport("onnxruntime")]
    private static partial nint OrtGetApiBase();
}
