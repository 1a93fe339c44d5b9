using DiversityBench.Fixtures.Sampling;
using DiversityBench.Metrics;

namespace DiversityBench.Fixtures.Parameters;

/// <summary>What a run does: the choice of pairs, protocols and suites, how much, from which seed and where.</summary>
public sealed record RunParameters
{
    /// <summary>Names of the pairs: ids of models.json, or two rungs of a ladder as <c>ladder/rung..rung</c>.</summary>
    public IReadOnlyList<string> Pairs { get; init; } = [];

    /// <summary>The protocols to run.</summary>
    public IReadOnlyList<Protocol> Protocols { get; init; } = [Protocol.Paper, Protocol.Deployed];

    /// <summary>The suites to run; all of them when empty.</summary>
    public IReadOnlyList<string> Suites { get; init; } = [];

    /// <summary>How many samples of a prompt to draw.</summary>
    public SampleCount Samples { get; init; } = SampleCount.AsPlanned;

    /// <summary>The seed from which every random draw of the run comes.</summary>
    public ulong Seed { get; init; }

    /// <summary>Id of the sentence encoder; null takes the first of models.json.</summary>
    public string? Encoder { get; init; }

    /// <summary>How tokens are drawn; the number of tokens is a suite's affair.</summary>
    public SamplingOptions Sampling { get; init; } = new();

    /// <summary>Folder of the generation store; null for the usual place.</summary>
    public string? CachePath { get; init; }

    /// <summary>Folder of the results; null for the usual place.</summary>
    public string? ResultsPath { get; init; }

    /// <summary>Folder that the samples of the run are written to, relative to that of models.json; null writes none.</summary>
    public string? ExportPath { get; init; }

    /// <summary>Whether the results of this run become the approved ones.</summary>
    public bool Accept { get; init; }

    /// <summary>Name or path of a gate policy; null for a run of the claims.</summary>
    public string? Gate { get; init; }

    /// <summary>The checkpoint that a gate judges: the id of a model, or a sharpened copy as <c>id@temperature</c>; null for none.</summary>
    public string? Candidate { get; init; }

    /// <summary>Whether nothing may be downloaded.</summary>
    public bool Offline { get; init; }

    /// <summary>The device for all models; null leaves it to each model.</summary>
    public Device? Device { get; init; }

    /// <summary>The number of threads for all models; null leaves it to each model.</summary>
    public int? Threads { get; init; }

    /// <summary>The batch for all models; null leaves it to each model.</summary>
    public int? Batch { get; init; }
}
