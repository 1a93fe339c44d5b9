using System.Runtime.InteropServices;

namespace DiversityBench.Fixtures.Engines.Onnx.Operators;

/// <summary>What ONNX Runtime calls. No exception leaves a callback: it becomes a status.</summary>
internal static unsafe class OperatorCallbacks
{
    private const int Float = 1;

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
    public static void RunUnit(void* pass, nuint unit) => ((ParallelPass)GCHandle.FromIntPtr((nint)pass).Target!).TryRun((int)unit);

    [UnmanagedCallersOnly]
    private static byte* Name(OrtCustomOp* self) => Of(self).Name;

    [UnmanagedCallersOnly]
    private static byte* Provider(OrtCustomOp* self) => null;

    [UnmanagedCallersOnly]
    private static int InputType(OrtCustomOp* self, nuint index) => Of(self).InputTypes[(int)index];

    [UnmanagedCallersOnly]
    private static nuint InputCount(OrtCustomOp* self) => (nuint)Of(self).InputTypes.Count;

    [UnmanagedCallersOnly]
    private static int OutputType(OrtCustomOp* self, nuint index) => Float;

    [UnmanagedCallersOnly]
    private static nuint OutputCount(OrtCustomOp* self) => (nuint)Of(self).Outputs;

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
        var own = Of(self);
        try
        {
            *kernel = GCHandle.ToIntPtr(GCHandle.Alloc(own.CreateKernel(information)));
            return 0;
        }
        catch (Exception exception)
        {
            return own.Failure(exception);
        }
    }

    [UnmanagedCallersOnly]
    private static nint Compute(nint handle, nint context)
    {
        var kernel = (OwnKernel)GCHandle.FromIntPtr(handle).Target!;
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

    private static OwnOperator Of(OrtCustomOp* self) => (OwnOperator)GCHandle.FromIntPtr(self->Operator).Target!;
}
