using System.Globalization;
using System.Text.RegularExpressions;
using DiversityBench.Fixtures.Settings;

namespace DiversityBench.Fixtures.Parameters;

/// <summary>
/// The run parameters, one line each. The same table serves <c>defaults</c> of models.json and its schema, environment
/// variables and test parameters.
/// </summary>
internal static partial class ParameterTable
{
    public const string EnvironmentPrefix = "DIVERSITYBENCH_";

    private static readonly TextShape AnyText = new("a text that is not empty", @"^[^\u0000-\u001f]+$");
    private static readonly TextShape Factor = new("a factor such as \"0.5x\"", @"^(?!0+(?:\.0+)?x$)[0-9]{1,3}(?:\.[0-9]{1,6})?x$");

    public static ObjectShape Shape { get; } = new(
    [
        new("pairs", new ListShape(AnyText, 1), "the choice of model pairs, each the id of a pair or two rungs of a ladder: ladder/rung..rung"),
        new("protocols", new ListShape(new ChoiceShape(["paper", "deployed"]), 1), "the choice of protocols"),
        new("suites", new ListShape(AnyText, 1), "the choice of suites, or all; the main ones when left out"),
        new("samples", new EitherShape(new NumberShape(1, 1_000_000, IsWhole: true), Factor), "the number of samples per prompt, or a factor on each suite's own number"),
        new("seed", new NumberShape(0, ulong.MaxValue, IsWhole: true), "the seed of the run"),
        new("encoder", AnyText, "the id of the sentence encoder"),
        new("temperature", new NumberShape(0, 100), "the softmax temperature; 0 takes the most probable token"),
        new("topK", new NumberShape(0, int.MaxValue, IsWhole: true), "the number of most probable tokens to keep; 0 keeps all"),
        new("topP", new NumberShape(0, 1, IsAboveLeast: true), "the mass of most probable tokens to keep; 1 keeps all"),
        new("minP", new NumberShape(0, 1), "the share of the largest probability that a token needs to be kept; 0 keeps all"),
        new("repetitionPenalty", new NumberShape(0, 100, IsAboveLeast: true), "the penalty on tokens already seen; 1 is off"),
        new("cache", AnyText, "the folder of the generation store"),
        new("results", AnyText, "the folder of the results"),
        new("export", AnyText, "the folder that the samples of the run are written to, as recorded generations"),
        new("accept", new FlagShape(), "whether the results become the approved ones"),
        new("gate", AnyText, "the gate policy, a name in policies or the path of a policy file; the run is then a gate alone"),
        new("candidate", AnyText, "the id of the model that a gate judges; with @ and a number, a copy sharpened to that temperature"),
        new("offline", new FlagShape(), "whether everything must be on this machine already"),
        .. PerModel,
    ]);

    /// <summary>What a model may set for itself. In defaults it holds for models that do not; anything later overrides the model.</summary>
    public static Key[] PerModel =>
    [
        new("device", Devices.Shape, "where a model computes"),
        new("threads", new NumberShape(1, 1024, IsWhole: true), "the number of processor threads"),
        new("batch", new NumberShape(1, 65536, IsWhole: true), "the number of sequences decoded at once; fewer need less memory"),
    ];

    /// <summary>DIVERSITYBENCH_TOP_K for topK.</summary>
    public static string EnvironmentName(Key key) =>
        EnvironmentPrefix + WordStart().Replace(key.Name, "_").ToUpper(CultureInfo.InvariantCulture);

    [GeneratedRegex("(?=[A-Z])")]
    private static partial Regex WordStart();
}
