using System.Globalization;

namespace DiversityBench.Fixtures.Parameters;

/// <summary>Where a model computes.</summary>
/// <param name="CudaIndex">Index of the CUDA device; null for the processor.</param>
public sealed record Device(int? CudaIndex)
{
    /// <summary>The processor.</summary>
    public static Device Cpu { get; } = new((int?)null);

    /// <summary>As written in settings: <c>cpu</c> or <c>cuda:0</c>.</summary>
    public override string ToString() =>
        CudaIndex is { } index ? string.Create(CultureInfo.InvariantCulture, $"cuda:{index}") : "cpu";
}
