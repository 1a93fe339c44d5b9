using System.Runtime.InteropServices;
using System.Text;

namespace DiversityBench.Fixtures.Engines;

/// <summary>Asks NVIDIA's driver which GPUs there are. Takes no memory of any of them.</summary>
internal static unsafe class CudaDriver
{
    private const int MostName = 256;
    private const int UuidBytes = 16;

    /// <summary>CUDA_ERROR_NO_DEVICE, as where CUDA_VISIBLE_DEVICES is empty.</summary>
    private const int NoDevice = 100;

    private static readonly Lazy<IReadOnlyList<CudaGpu>?> s_gpus = new(() => Find(CudaLibraries.Driver));

    /// <summary>The GPUs in CUDA's order, by number; null where no driver can be asked.</summary>
    public static IReadOnlyList<CudaGpu>? Gpus => s_gpus.Value;

    /// <summary>Asks a driver's library.</summary>
    /// <returns>Null where the library is not there or does not start.</returns>
    internal static IReadOnlyList<CudaGpu>? Find(string library)
    {
        if (!NativeLibrary.TryLoad(library, out var driver))
            return null;
        // The library stays: others of this process use it, and it does not start twice.
        if (!NativeLibrary.TryGetExport(driver, "cuInit", out var start)
            || !NativeLibrary.TryGetExport(driver, "cuDeviceGetCount", out var count)
            || !NativeLibrary.TryGetExport(driver, "cuDeviceGet", out var get)
            || !NativeLibrary.TryGetExport(driver, "cuDeviceGetName", out var getName)
            // The second form tells parts of one GPU (MIG) from each other.
            || !(NativeLibrary.TryGetExport(driver, "cuDeviceGetUuid_v2", out var getUuid) || NativeLibrary.TryGetExport(driver, "cuDeviceGetUuid", out getUuid)))
        {
            return null;
        }

        int gpus;
        var started = ((delegate* unmanaged<uint, int>)start)(0);
        if (started == NoDevice)
            return [];
        if (started != 0 || ((delegate* unmanaged<int*, int>)count)(&gpus) != 0)
            return null;
        var name = stackalloc byte[MostName];
        var uuid = stackalloc byte[UuidBytes];
        var found = new List<CudaGpu>();
        for (var index = 0; index < gpus; index++)
        {
            int device;
            if (((delegate* unmanaged<int*, int, int>)get)(&device, index) != 0
                || ((delegate* unmanaged<byte*, int, int, int>)getName)(name, MostName, device) != 0
                || ((delegate* unmanaged<byte*, int, int>)getUuid)(uuid, device) != 0)
            {
                return null;
            }

            found.Add(new CudaGpu(index, Encoding.UTF8.GetString(MemoryMarshal.CreateReadOnlySpanFromNullTerminated(name)), Convert.ToHexStringLower(new ReadOnlySpan<byte>(uuid, UuidBytes))));
        }

        return found;
    }
}
