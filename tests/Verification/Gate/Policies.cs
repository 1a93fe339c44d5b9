using DiversityBench.Metrics;
using DiversityBench.Verification.Gate;

namespace DiversityBench.Tests.Verification.Gate;

/// <summary>Policies and readings that tests of the gate share.</summary>
internal static class Policies
{
    public static string Folder { get; } = Path.Combine(TestData.RepositoryRoot, "policies");

    public static GatePolicy Default { get; } = Read("default");

    /// <summary>Two stages, the valid personas and the variety of first names, floors of 0.8 and margins of 0.9.</summary>
    public static GatePolicy Small { get; } = Default with
    {
        Name = "small",
        Stages = [0.5, 1],
        Metrics = new Dictionary<string, MetricPolicy> { ["valid-personas"] = new(0.8, 0.9), ["first-names"] = new(0.8, 0.9) },
    };

    public static GatePolicy Read(string name) => GatePolicyFile.Read(File.ReadAllText(Path.Combine(Folder, $"{name}.json")), Path.Combine(Folder, $"{name}.json"));

    /// <summary>A figure with a standard error of a hundredth.</summary>
    public static Measured<GateFigure> Figure(double value, double error = 0.01) => new GateFigure(value, error * error, 500, 500);

    /// <summary>Readings of the small policy: shares of valid personas, then probabilities that two first names agree.</summary>
    public static Dictionary<string, GateReading> Readings(Measured<GateFigure> valid, Measured<GateFigure> names, GateFigure? acceptedValid = null, GateFigure? acceptedNames = null) => new()
    {
        ["valid-personas"] = new GateReading(valid, Figure(0.9), acceptedValid),
        ["first-names"] = new GateReading(names, Figure(0.2), acceptedNames),
    };
}
