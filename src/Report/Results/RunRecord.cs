using System.Text.Json.Serialization;

namespace DiversityBench.Report.Results;

/// <summary>When a run was, how long it took and with which settings.</summary>
/// <param name="Started">When it began.</param>
/// <param name="DurationSeconds">How long it took, finite.</param>
/// <param name="Version">Version of DiversityBench.</param>
/// <param name="Seeds">Seeds of the run; text in JSON, since many readers of JSON numbers lose the last digits.</param>
/// <param name="Parameters">Run parameters as they were in effect, by name; no secrets.</param>
/// <param name="Engine">Engine, version and execution provider in words.</param>
/// <param name="Hardware">Processor, cores, memory, accelerator in words.</param>
/// <param name="Packages">Versions of the packages that can move a figure, by package name.</param>
public sealed record RunRecord(
    DateTimeOffset Started,
    double DurationSeconds,
    string Version,
    [property: JsonNumberHandling(JsonNumberHandling.WriteAsString | JsonNumberHandling.AllowReadingFromString)] IReadOnlyList<ulong> Seeds,
    IReadOnlyDictionary<string, string> Parameters,
    string Engine,
    string Hardware,
    IReadOnlyDictionary<string, string> Packages);
