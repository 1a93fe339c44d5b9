using System.Globalization;

namespace DiversityBench.Bench.Workloads;

/// <summary>Peak memory of this process.</summary>
internal static class ProcessMemory
{
    /// <summary>VmHWM of /proc/self/status in MB (10^6 bytes); null where there is no such file.</summary>
    public static double? PeakMegabytes()
    {
        const string file = "/proc/self/status";
        if (!File.Exists(file))
            return null;
        var line = File.ReadLines(file).First(l => l.StartsWith("VmHWM:", StringComparison.Ordinal));
        var kibibytes = line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1];
        return double.Parse(kibibytes.TrimEnd('\t'), CultureInfo.InvariantCulture) * 1024 / 1e6;
    }
}
