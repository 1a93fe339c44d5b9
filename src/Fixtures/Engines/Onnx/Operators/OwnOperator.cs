using System.Runtime.InteropServices;
using Microsoft.ML.OnnxRuntime;

namespace DiversityBench.Fixtures.Engines.Onnx.Operators;

/// <summary>
/// An operator of ours, registered with a session; operators of a session's own are looked up before the built-in ones. Lives until the session is disposed of.
/// </summary>
internal abstract unsafe class OwnOperator : IDisposable
{
    private readonly bool _parallel;
    private GCHandle _handle;
    private OrtCustomOp* _description;
    private nint _name;
    private nint _domain;

    /// <param name="domain">Domain of its name.</param>
    /// <param name="name">Its name.</param>
    /// <param name="inputTypes">Types of its inputs, numbers of onnx.proto3; all but the first may be missing.</param>
    /// <param name="outputs">Its outputs, float32; all but the first may be missing.</param>
    /// <param name="threads">Threads of the session.</param>
    protected OwnOperator(string domain, string name, IReadOnlyList<int> inputTypes, int outputs, int threads)
    {
        (InputTypes, Outputs, _parallel) = (inputTypes, outputs, threads > 1);
        _name = Marshal.StringToCoTaskMemUTF8(name);
        _handle = GCHandle.Alloc(this);
        _description = OperatorCallbacks.Describe(GCHandle.ToIntPtr(_handle));
        _domain = Api.CreateDomain(domain);
        Api.AddToDomain(_domain, _description);
    }

    public IReadOnlyList<int> InputTypes { get; }

    public int Outputs { get; }

    /// <summary>The name, UTF-8 with a zero at its end.</summary>
    public byte* Name => (byte*)_name;

    protected OrtApi Api { get; } = OrtApi.Load();

    public void AddTo(SessionOptions options) => Api.AddToSession(options, _domain);

    public nint Failure(Exception exception) => Api.CreateStatus($"{exception.GetType().Name}: {exception.Message}");

    /// <summary>Makes the kernel of a node.</summary>
    public abstract OwnKernel CreateKernel(nint kernelInfo);

    public void Dispose()
    {
        if (_domain != 0)
            Api.ReleaseDomain(_domain);
        NativeMemory.Free(_description);
        Marshal.FreeCoTaskMem(_name);
        (_domain, _name) = (0, 0);
        _description = null;
        if (_handle.IsAllocated)
            _handle.Free();
    }

    /// <summary>Runs all units of a pass, on the session's threads where it has several.</summary>
    protected void Run(ParallelPass pass, nint context)
    {
        if (!_parallel || pass.Units == 1)
        {
            for (var unit = 0; unit < pass.Units; unit++)
                pass.Run(unit);
            return;
        }

        var handle = GCHandle.Alloc(pass);
        try
        {
            Api.ParallelFor(context, &OperatorCallbacks.RunUnit, pass.Units, (void*)GCHandle.ToIntPtr(handle));
        }
        finally
        {
            handle.Free();
        }

        pass.ThrowIfFailed();
    }
}
