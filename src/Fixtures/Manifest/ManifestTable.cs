using DiversityBench.Fixtures.Parameters;
using DiversityBench.Fixtures.Settings;

namespace DiversityBench.Fixtures.Manifest;

/// <summary>The keys of models.json, one line each. Reader and published schema both follow it.</summary>
internal static class ManifestTable
{
    // Ids become folder names (baselines) and parts of ladder/rung..rung.
    private static readonly TextShape Id = new(
        "a name of at most 64 letters, digits, single dots, dashes and underscores, with a letter or digit at both ends",
        @"^(?!.*\.\.)[A-Za-z0-9](?:[A-Za-z0-9._-]{0,62}[A-Za-z0-9])?$");

    private static readonly TextShape AnyText = new("a text that is not empty", @"^[\s\S]+$");
    private static readonly TextShape Sha256 = new("64 lower-case hexadecimal digits", "^[0-9a-f]{64}$");

    private static readonly ObjectShape Fields = new(
    [
        new("promptId", AnyText, "the field with the name of the prompt"),
        new("prompt", AnyText, "the field with the prompt"),
        new("sampleIndex", AnyText, "the field that says which sample of its prompt a line holds"),
        new("text", AnyText, "the field with the answer"),
        new("label", AnyText, "the field with the class of the answer"),
        new("finishReason", AnyText, "the field that says why the answer ends"),
        new("logProbabilities", AnyText, "the field with the log-probabilities of tokens"),
    ]);

    private static readonly ObjectShape Vocabulary = new(
    [
        new("size", new NumberShape(1, int.MaxValue, IsWhole: true), "the number of its ids", IsRequired: true),
        new("sha256", Sha256, "what stands for its tokens; models with the same are compared token by token", IsRequired: true),
    ]);

    private static readonly TextShape Repo = new("owner/name, as the hub writes it", @"^(?!.*(?:--|\.\.))[A-Za-z0-9][A-Za-z0-9._-]{0,95}/[A-Za-z0-9][A-Za-z0-9._-]{0,95}$");

    private static readonly Key[] HubKeys =
    [
        new("repo", Repo, "the repository on the hub: owner/name"),
        new("revision", new PathShape(), "the branch, tag or commit of the repository, or what tells served weights of one name apart; main when left out"),
    ];

    private static readonly Key[] EndpointKeys =
    [
        new("url", new AddressShape(), "the address of an OpenAI-compatible API, up to its version: http://127.0.0.1:8000/v1"),
        new("model", AnyText, "the name under which the server knows the model"),
        new("keyVariable", new TextShape("a name of letters, digits and underscores", "^[A-Za-z_][A-Za-z0-9_]*$"), "the environment variable that holds the key of the API"),
        new("topLogProbabilities", new NumberShape(0, 20, IsWhole: true), "the number of most probable tokens that are asked for at every step; 5 when left out, 0 asks for none"),
    ];

    private static readonly string[] EndpointNames = [.. EndpointKeys.Select(key => key.Name)];

    private static readonly ObjectShape Source = new(
    [
        new("type", new ChoiceShape(["file", "hub", "recorded", "endpoint"]), "the kind of place that the files or answers come from", IsRequired: true),
        new("path", new PathShape(), "the model's folder, or the file of recorded generations, relative to the folder of models.json"),
        .. HubKeys,
        new("sha256", Sha256, "the hash that pins a file of recorded generations"),
        new("fields", Fields, "the object of field names in a file of recorded generations, where they are not the usual ones"),
        new("vocabulary", Vocabulary, "the vocabulary of generations whose answers all have the log-probabilities of their tokens"),
        .. EndpointKeys,
    ])
    {
        Variants = new Variants(
            "type",
            [
                new("file", ["path"], ["repo", "revision", "sha256", "fields", "vocabulary", .. EndpointNames]),
                new("hub", ["repo"], ["path", "sha256", "fields", "vocabulary", .. EndpointNames]),
                new("recorded", ["path", "sha256"], ["repo", "revision", .. EndpointNames]),
                new("endpoint", ["url", "model"], ["path", "repo", "sha256", "fields"]),
            ]),
    };

    private static readonly ObjectShape EncoderSource = new(
    [
        new("type", new ChoiceShape(["file", "hub"]), "the kind of place that the files are in", IsRequired: true),
        new("path", new PathShape(), "the model's folder, relative to that of models.json"),
        .. HubKeys,
    ])
    {
        Variants = new Variants("type", [new("file", ["path"], ["repo", "revision"]), new("hub", ["repo"], ["path"])]),
    };

    private static readonly ObjectShape File = new(
    [
        new("path", new PathShape(), "a file's path, relative to the model's folder", IsRequired: true),
        new("sha256", Sha256, "the hash that pins the file; a file of the hub may leave it to models.lock.json"),
        new("optional", new FlagShape(), "whether the repository of the hub may lack the file"),
    ]);

    private static readonly ObjectShape Encoder = new(
    [
        new("id", Id, "the name of the model", IsRequired: true),
        new("engine", new ChoiceShape(["onnx"]), "what runs the model", IsRequired: true),
        new("source", EncoderSource, "where the files come from", IsRequired: true),
        new("licence", AnyText, "the licence of the weights", IsRequired: true),
        new("graph", new PathShape(), "the path of the file to load, one of files", IsRequired: true),
        new("files", new ListShape(File, 1), "the list of all files that may be used", IsRequired: true),
        .. ParameterTable.PerModel,
    ]);

    private static readonly string[] OfWeights = ["graph", "files", "device", "threads", "context", "memoryLimit", "chatTemplate", "tokenizer", "dtype", "memoryInGiB", "gated", "randomNumbersOf"];

    private static readonly ObjectShape Model = new(
    [
        new("id", Id, "the name of the model", IsRequired: true),
        new("engine", new ChoiceShape(["onnx", "llamasharp", "recorded", "endpoint"]), "what runs the model: recorded for generations made elsewhere, endpoint for a server", IsRequired: true),
        new("source", Source, "where the files come from", IsRequired: true),
        .. Encoder.Keys.Skip(3).Select(key => key with { IsRequired = key.Name == "licence" }),
        new("context", new NumberShape(1, 16_777_216, IsWhole: true), "the number of positions to use, where fewer than the model's own"),
        new("memoryLimit", new NumberShape(64, 16_777_216, IsWhole: true), "the most memory of a GPU that the model may take, in MiB"),
        new("chatTemplate", AnyText, "the Jinja template that replaces the model's own"),
        new("stopStrings", new ListShape(AnyText), "the list of texts that end a generation"),
        new("tokenizer", new PathShape(), "the path of the file that replaces tokenizer.json, one of files"),
        new("dtype", new ChoiceShape([.. DtypeNames.All]), "the type of the weights, which picks the graph of that type beside graph"),
        new("memoryInGiB", new NumberShape(0, 100_000, IsAboveLeast: true), "the memory that the model needs to run"),
        new("randomNumbersOf", AnyText, "the id of the model whose random numbers are drawn, for another form of that model"),
        new("gated", new FlagShape(), "whether a licence has to be accepted before the files may be downloaded"),
    ])
    {
        Variants = new Variants(
            "engine",
            [
                new("onnx", ["graph", "files"], []),
                new("llamasharp", ["graph", "files"], ["tokenizer", "dtype", "memoryLimit"]),
                new("recorded", [], [.. OfWeights, "batch", "stopStrings"]),
                new("endpoint", [], [.. OfWeights]),
            ]),
    };

    private static readonly ObjectShape Rung = new(
    [
        new("name", Id, "the name of the stage", IsRequired: true),
        new("model", AnyText, "the id of the stage's model", IsRequired: true),
        new("from", Id, "the name of the earlier stage that this one was trained from, where that is not the one before it"),
    ]);

    private static readonly ObjectShape Ladder = new(
    [
        new("id", Id, "the name of the ladder", IsRequired: true),
        new("rungs", new ListShape(Rung, 1), "the list of stages in their order, the base first", IsRequired: true),
        new("truth", new PathShape(), "the path of the file with the distribution that the base was trained on, relative to the folder of models.json"),
    ]);

    private static readonly ObjectShape Pair = new(
    [
        new("id", Id, "the name of the pair", IsRequired: true),
        new("base", AnyText, "the id of the model before alignment", IsRequired: true),
        new("aligned", AnyText, "the id of the model after alignment", IsRequired: true),
    ]);

    public static ObjectShape Shape { get; } = new(
    [
        new("$schema", AnyText, "the schema that editors check the file with"),
        new("version", new NumberShape(1, 1, IsWhole: true), "the version of this format", IsRequired: true),
        new("defaults", ParameterTable.Shape, "the object of run parameters that hold unless something later sets them"),
        new("models", new ListShape(Model, 1), "the list of language models", IsRequired: true),
        new("encoders", new ListShape(Encoder), "the list of sentence encoders"),
        new("ladders", new ListShape(Ladder), "the list of ladders: a base model and later stages of the same lineage"),
        new("pairs", new ListShape(Pair), "the list of pairs that have a name of their own"),
    ]);

    /// <summary>In words, what may stand at a JSON path; null for paths that the format does not have.</summary>
    public static string? AllowedAt(string path)
    {
        Shape? shape = Shape;
        foreach (var part in path.Split('.').Skip(1))
        {
            shape = (shape as ObjectShape)?.Find(part.Split('[')[0])?.Shape;
            if (part.EndsWith(']'))
                shape = (shape as ListShape)?.Item;
        }

        return shape is null or ObjectShape ? null : shape.InWords;
    }
}
