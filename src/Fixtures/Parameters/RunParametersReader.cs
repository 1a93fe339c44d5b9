using DiversityBench.Fixtures.Sampling;
using DiversityBench.Fixtures.Settings;
using DiversityBench.Metrics;
using DiversityBench.Metrics.Errors;

namespace DiversityBench.Fixtures.Parameters;

/// <summary>Resolves the run parameters. It reads no environment itself: everything comes in.</summary>
public static class RunParametersReader
{
    /// <summary>
    /// Later wins: defaults of models.json, environment variables (<c>DIVERSITYBENCH_PAIRS</c>), test parameters
    /// (<c>pairs</c>; MSBuild properties of a <c>dotnet test</c> arrive as such). Lists are separated by commas, plus signs or spaces.
    /// </summary>
    /// <param name="defaults">Defaults of the manifest.</param>
    /// <param name="environment">All environment variables; those that do not begin with <c>DIVERSITYBENCH_</c> are ignored.</param>
    /// <param name="testParameters">All test parameters.</param>
    /// <exception cref="BenchException">An unknown name (names the nearest valid one) or a value outside its range.</exception>
    public static RunParameters Resolve(
        ParameterValues defaults,
        IEnumerable<KeyValuePair<string, string>> environment,
        IEnumerable<KeyValuePair<string, string>> testParameters)
    {
        var ours = environment.Where(variable =>
            variable.Key.StartsWith(ParameterTable.EnvironmentPrefix, StringComparison.OrdinalIgnoreCase));
        var fromEnvironment = ParameterValues.OfTexts(ours, "environment variable", ParameterTable.EnvironmentName);
        var fromTest = ParameterValues.OfTexts(testParameters, "test parameter", key => key.Name);

        // Defaults of what a model sets for itself reach the models when the manifest is read.
        Node? Given(string name) => fromTest.Values[name] ?? fromEnvironment.Values[name];
        Node? Find(string name) => Given(name) ?? defaults.Values[name];
        return Bind(Find) with
        {
            Device = Given("device") is { } device ? Devices.Parse(device.Text) : null,
            Threads = Given("threads")?.Whole,
            Batch = Given("batch")?.Whole,
        };
    }

    private static RunParameters Bind(Func<string, Node?> find)
    {
        var usual = new RunParameters();
        return new RunParameters
        {
            Pairs = find("pairs")?.Texts ?? [],
            Protocols = find("protocols") is { } protocols
                ? [.. protocols.Texts.Distinct().Select(name => Enum.Parse<Protocol>(name, ignoreCase: true))]
                : usual.Protocols,
            Suites = find("suites")?.Texts ?? [],
            Samples = Samples(find("samples")),
            Seed = find("seed")?.Unsigned ?? usual.Seed,
            Encoder = find("encoder")?.Text,
            Sampling = new SamplingOptions
            {
                Temperature = find("temperature")?.Number ?? usual.Sampling.Temperature,
                TopK = find("topK")?.Whole ?? usual.Sampling.TopK,
                TopP = find("topP")?.Number ?? usual.Sampling.TopP,
                MinP = find("minP")?.Number ?? usual.Sampling.MinP,
                RepetitionPenalty = find("repetitionPenalty")?.Number ?? usual.Sampling.RepetitionPenalty,
            },
            CachePath = find("cache")?.Text,
            ResultsPath = find("results")?.Text,
            ExportPath = find("export")?.Text,
            Accept = find("accept")?.Flag ?? usual.Accept,
            Gate = find("gate")?.Text,
            Candidate = find("candidate")?.Text,
            Offline = find("offline")?.Flag ?? usual.Offline,
        };
    }

    private static SampleCount Samples(Node? node) => node switch
    {
        null => SampleCount.AsPlanned,
        { Kind: NodeKind.Number } => new SampleCount(node.Whole, 1),
        _ => new SampleCount(null, (node with { Text = node.Text.TrimEnd('x') }).Number),
    };
}
