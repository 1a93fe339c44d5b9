using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace DiversityBench.Fixtures.Engines.Onnx.Attention;

/// <summary>What ONNX Runtime calls. No exception leaves a callback: it becomes a status.</summary>
internal static unsafe class AttentionCallbacks
{
    private const int Inputs = 12;
    private const int Outputs = 3;
    private const int Float = 1;
    private const int Int32 = 6;
    private const int Int64 = 7;

    /// <summary>Describes the operator to ONNX Runtime; the caller frees the memory.</summary>
    public static OrtCustomOp* Describe(nint handle)
    {
        var description = (OrtCustomOp*)NativeMemory.AllocZeroed((nuint)sizeof(OrtCustomOp));
        description->Version = OrtCustomOp.DescribedVersion;
        description->GetName = &Name;
        description->GetExecutionProviderType = &Provider;
        description->GetInputType = &InputType;
        description->GetInputTypeCount = &InputCount;
        description->GetOutputType = &OutputType;
        description->GetOutputTypeCount = &OutputCount;
        description->KernelDestroy = &Destroy;
        description->GetInputCharacteristic = &InputCharacteristic;
        description->GetOutputCharacteristic = &OutputCharacteristic;
        description->GetInputMemoryType = &MemoryType;
        description->GetVariadicInputMinArity = &One;
        description->GetVariadicInputHomogeneity = &One;
        description->GetVariadicOutputMinArity = &One;
        description->GetVariadicOutputHomogeneity = &One;
        description->CreateKernelV2 = &Create;
        description->KernelComputeV2 = &Compute;
        description->GetStartVersion = &One;
        description->GetEndVersion = &LastVersion;
        description->Operator = handle;
        return description;
    }

    [UnmanagedCallersOnly]
    public static void RunUnit(void* pass, nuint unit) => ((AttentionPass)GCHandle.FromIntPtr((nint)pass).Target!).TryRun((int)unit);

    [UnmanagedCallersOnly]
    private static byte* Name(OrtCustomOp* self) => (byte*)Unsafe.AsPointer(ref MemoryMarshal.GetReference("GroupQueryAttention\0"u8));

    [UnmanagedCallersOnly]
    private static byte* Provider(OrtCustomOp* self) => null;

    /// <summary>query, key, value, past key, past value, lengths, longest length, cosines, sines, positions, bias, sinks.</summary>
    [UnmanagedCallersOnly]
    private static int InputType(OrtCustomOp* self, nuint index) => index switch
    {
        5 or 6 => Int32,
        9 => Int64,
        _ => Float,
    };

    [UnmanagedCallersOnly]
    private static nuint InputCount(OrtCustomOp* self) => Inputs;

    [UnmanagedCallersOnly]
    private static int OutputType(OrtCustomOp* self, nuint index) => Float;

    [UnmanagedCallersOnly]
    private static nuint OutputCount(OrtCustomOp* self) => Outputs;

    [UnmanagedCallersOnly]
    private static int InputCharacteristic(OrtCustomOp* self, nuint index) => index == 0 ? 0 : 1;

    [UnmanagedCallersOnly]
    private static int OutputCharacteristic(OrtCustomOp* self, nuint index) => index == 0 ? 0 : 1;

    [UnmanagedCallersOnly]
    private static int MemoryType(OrtCustomOp* self, nuint index) => 0;

    [UnmanagedCallersOnly]
    private static int One(OrtCustomOp* self) => 1;

    [UnmanagedCallersOnly]
    private static int LastVersion(OrtCustomOp* self) => int.MaxValue;

    [UnmanagedCallersOnly]
    private static nint Create(OrtCustomOp* self, nint* api, nint information, nint* kernel)
    {
        var attention = (AttentionOperator)GCHandle.FromIntPtr(self->Operator).Target!;
        try
        {
            *kernel = GCHandle.ToIntPtr(GCHandle.Alloc(attention.CreateKernel(information)));
            return 0;
        }
        catch (Exception exception)
        {
            return attention.Failure(exception);
        }
    }

    [UnmanagedCallersOnly]
    private static nint Compute(nint handle, nint context)
    {
        var kernel = (AttentionKernel)GCHandle.FromIntPtr(handle).Target!;
        try
        {
            kernel.Compute(context);
            return 0;
        }
        catch (Exception exception)
        {
            return kernel.Operator.Failure(exception);
        }
    }

    [UnmanagedCallersOnly]
    private static void Destroy(nint handle) => GCHandle.FromIntPtr(handle).Free();
}
