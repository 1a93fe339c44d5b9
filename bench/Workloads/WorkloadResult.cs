namespace DiversityBench.Bench.Workloads;

/// <summary>What one run of one workload measured; written as one line of JSON.</summary>
/// <param name="Name">The workload, as it is called on the command line.</param>
/// <param name="Items">Tokens generated, or sentences embedded.</param>
/// <param name="Seconds">Wall time, model loaded and warm.</param>
internal sealed record WorkloadResult(string Name, double Items, double Seconds)
{
    public double ItemsPerSecond => Items / Seconds;

    /// <summary>Processor time of all threads meanwhile; what is left to compare where other work shares the processors.</summary>
    public double CpuSeconds { get; init; }

    /// <summary>Peak of this machine measured in the same process, where the workload asks for it.</summary>
    public double? PeakGflops { get; init; }

    /// <summary>Share of that peak that the model's own products reached.</summary>
    public double? PeakShare { get; init; }

    /// <summary>Peak resident memory of the process (VmHWM) before anything but the workload ran.</summary>
    public double? PeakMegabytes { get; init; }

    /// <summary>Weights + key/value cache of all rows + 300 MB.</summary>
    public double? AllowedMegabytes { get; init; }
}
