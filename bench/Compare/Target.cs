using DiversityBench.Bench.Workloads;

namespace DiversityBench.Bench.Compare;

/// <summary>One figure of a round and what it should be.</summary>
/// <param name="Name">The claim in words.</param>
/// <param name="Unit">What the figure is: a ratio, a share.</param>
/// <param name="Wanted">The bound.</param>
/// <param name="AtLeast">Whether the bound is a lower one.</param>
/// <param name="Needs">The contestants it is computed from.</param>
/// <param name="Figure">The figure of one round.</param>
internal sealed record Target(
    string Name, string Unit, double Wanted, bool AtLeast, IReadOnlyList<string> Needs, Func<IReadOnlyDictionary<string, WorkloadResult>, double> Figure)
{
    /// <summary>How many times the items a second of the best rival.</summary>
    public static Target Faster(string name, double wanted, string ours, params string[] rivals)
        => new(name, "x", wanted, true, [ours, .. rivals], r => r[ours].ItemsPerSecond / rivals.Max(rival => r[rival].ItemsPerSecond));

    /// <summary>How many times the seconds of another.</summary>
    public static Target NoSlower(string name, double wanted, string ours, string other)
        => new(name, "x", wanted, false, [ours, other], r => r[ours].Seconds / r[other].Seconds);

    /// <summary>Share of the peak that was measured in the same process.</summary>
    public static Target Peak(string name, double wanted, string ours) => new(name, "", wanted, true, [ours], r => r[ours].PeakShare!.Value);

    /// <summary>Peak memory as a part of what is allowed.</summary>
    public static Target Memory(string name, string ours)
        => new(name, "", 1, false, [ours], r => r[ours].PeakMegabytes!.Value / r[ours].AllowedMegabytes!.Value);

    public bool Holds(double figure) => AtLeast ? figure >= Wanted : figure <= Wanted;
}
