using DiversityBench.Fixtures.Parameters;
using DiversityBench.Fixtures.Recorded;

namespace DiversityBench.Fixtures.Manifest;

/// <summary>A model as models.json describes it: a language model or a sentence encoder.</summary>
public sealed record ModelDefinition
{
    /// <summary>Name of the model, unique among all models whatever the case of its letters.</summary>
    public required string Id { get; init; }

    /// <summary>What runs it: <c>onnx</c>, <c>llamasharp</c> (a GGUF file), <c>endpoint</c> (a server), or <c>recorded</c> where its generations were made elsewhere.</summary>
    public required string Engine { get; init; }

    /// <summary>Folder of the model, relative to the folder of its models.json, with forward slashes; empty for a model of the hub or of a server.</summary>
    public required string Folder { get; init; }

    /// <summary>Full path of the folder that <see cref="Folder"/> is relative to, and that links may not leave; null for that of the manifest.</summary>
    public string? Root { get; init; }

    /// <summary>Where the model's files come from, when they are not in <see cref="Folder"/>.</summary>
    public HubSource? Hub { get; init; }

    /// <summary>The server that runs the model; null where this process does, or nobody.</summary>
    public EndpointSource? Endpoint { get; init; }

    /// <summary>Whether claims rest on its texts alone, and at best on its most probable tokens: of recorded generations and served models.</summary>
    public bool IsOfTexts => RecordedFields is not null || Endpoint is not null;

    /// <summary>Licence of the weights, an SPDX expression where there is one.</summary>
    public required string Licence { get; init; }

    /// <summary>The file of <see cref="Files"/> that is loaded: the graph, or the recorded generations.</summary>
    public required ModelFile Graph { get; init; }

    /// <summary>All files that may be used, each pinned; those of the hub may be pinned when they are first downloaded.</summary>
    public required IReadOnlyList<ModelFile> Files { get; init; }

    /// <summary>The file to load and all files that are no weights; the graph itself says which of the other files hold its weights.</summary>
    public IReadOnlyList<ModelFile> FilesBeforeLoading => [.. Files.Where(file => file == Graph || file.IsNotWeights)];

    /// <summary>Names of the fields of recorded generations; null for a model that can be asked.</summary>
    public RecordedFields? RecordedFields { get; init; }

    /// <summary>The vocabulary of generations whose answers all have the log-probabilities of their tokens; null where it is not known.</summary>
    public RecordedVocabulary? RecordedVocabulary { get; init; }

    /// <summary>Jinja template that replaces the one in the model's tokenizer_config.json; null keeps that.</summary>
    public string? ChatTemplate { get; init; }

    /// <summary>The file of <see cref="Files"/> that replaces <c>tokenizer.json</c>; null keeps that.</summary>
    public string? Tokenizer { get; init; }

    /// <summary>Memory that the model needs to run, in GiB; null where it is not stated.</summary>
    public double? MemoryInGiB { get; init; }

    /// <summary>Whether a licence has to be accepted before its files may be downloaded.</summary>
    public bool IsGated { get; init; }

    /// <summary>Texts that end a generation besides the model's own end tokens.</summary>
    public IReadOnlyList<string> StopStrings { get; init; } = [];

    /// <summary>Where it computes.</summary>
    public Device Device { get; init; } = Device.Cpu;

    /// <summary>Number of processor threads; null leaves it to the engine.</summary>
    public int? Threads { get; init; }

    /// <summary>Number of sequences decoded at once; null leaves it to the engine.</summary>
    public int? Batch { get; init; }

    /// <summary>Most MiB of a GPU's memory to take; null sets no limit.</summary>
    public int? MemoryLimit { get; init; }

    /// <summary>Positions to use, where fewer than the model's own; null takes the model's own.</summary>
    public int? Context { get; init; }

    /// <summary>The model whose random numbers it draws with, so that samples of two forms of one model differ by the forms alone; null for numbers of its own.</summary>
    public ModelDefinition? RandomNumbersOf { get; init; }

    /// <summary>The model with what the run parameters set for all models.</summary>
    public ModelDefinition With(RunParameters run) => this with
    {
        Device = run.Device ?? Device,
        Threads = run.Threads ?? Threads,
        Batch = run.Batch ?? Batch,
    };
}
