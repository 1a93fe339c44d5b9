namespace DiversityBench.Fixtures.Engines;

/// <summary>A GPU as CUDA shows it to this process: counted after CUDA_VISIBLE_DEVICES and CUDA_DEVICE_ORDER.</summary>
/// <param name="Index">The N of <c>cuda:N</c>.</param>
/// <param name="Name">What it is called.</param>
/// <param name="Uuid">Its own number, which no setting moves; 32 hexadecimal digits.</param>
public sealed record CudaGpu(int Index, string Name, string Uuid);
