using System.Globalization;

namespace DiversityBench.Fixtures.Engines;

/// <summary>
/// Batches on a GPU. Its kernels split sums by the number of rows, so every step of a batch computes all of them, whoever reads them, and their number belongs to what
/// moves the logits.
/// </summary>
internal static class GpuBatch
{
    /// <summary>Rows where models.json and run name none. That of the processor, which goes by the length of the texts, would let a sample depend on them.</summary>
    public const int UsualRows = 16;

    /// <summary>Device, name of the GPU where the driver tells it, and rows.</summary>
    /// <param name="cudaIndex">Number of the GPU.</param>
    /// <param name="rows">Rows that were asked for.</param>
    public static string Fingerprint(int cudaIndex, int? rows) => string.Create(CultureInfo.InvariantCulture, $"{Device(cudaIndex, CudaDriver.Gpus ?? [])}, {rows ?? UsualRows} rows");

    /// <summary>Device, and name of the GPU where it is among those that the driver tells of.</summary>
    public static string Device(int cudaIndex, IReadOnlyList<CudaGpu> gpus)
        => string.Create(CultureInfo.InvariantCulture, $"cuda:{cudaIndex}{(gpus.FirstOrDefault(gpu => gpu.Index == cudaIndex) is { } found ? $" {found.Name}" : "")}");
}
