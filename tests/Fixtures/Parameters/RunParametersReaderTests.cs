using System.Globalization;
using DiversityBench.Fixtures.Manifest;
using DiversityBench.Fixtures.Parameters;
using DiversityBench.Metrics;
using DiversityBench.Metrics.Errors;
using FluentAssertions;
using NUnit.Framework;

namespace DiversityBench.Tests.Fixtures.Parameters;

public sealed class RunParametersReaderTests
{
    private static readonly ParameterValues Embedded = ManifestReader.Read(Path.Combine(TestData.RepositoryRoot, "models.json")).Defaults;

    [Test]
    public void Without_anything_set_the_defaults_of_the_manifest_hold()
    {
        var run = RunParametersReader.Resolve(Embedded, [], []);

        run.Pairs.Should().Equal("reference");
        run.Protocols.Should().Equal(Protocol.Paper, Protocol.Deployed);
        (run.Seed, run.Samples, run.Encoder, run.Offline).Should().Be((1UL, SampleCount.AsPlanned, "all-MiniLM-L6-v2", false));
        run.Sampling.Temperature.Should().Be(1, "the paper samples at T = 1");
        (run.Device, run.Threads, run.Batch).Should().Be((null, null, null), "models decide");
    }

    [Test]
    public void Test_parameters_win_over_environment_and_environment_over_defaults()
    {
        var run = Resolve([("DIVERSITYBENCH_PAIRS", "a"), ("DIVERSITYBENCH_SEED", "2"), ("PATH", "/bin")], [("pairs", "b")]);

        run.Pairs.Should().Equal("b");
        run.Seed.Should().Be(2);
        run.Protocols.Should().HaveCount(2, "the defaults hold where nothing later is said");
    }

    [TestCase("a,b")]
    [TestCase("a+b")]
    [TestCase("a b")]
    [TestCase(" a, b ,")]
    public void Lists_are_separated_by_commas_plus_signs_or_spaces(string text)
    {
        Resolve([("DIVERSITYBENCH_PAIRS", text)], []).Pairs.Should().Equal("a", "b");
    }

    [Test]
    public void Every_parameter_can_be_set()
    {
        var run = Resolve([], [
            ("protocols", "Deployed"), ("suites", "Personas+TokenEntropy"), ("samples", "0.5x"), ("encoder", "e"), ("temperature", "0.7"), ("topK", "5"),
            ("topP", "0.9"), ("minP", "0.1"), ("repetitionPenalty", "1.1"), ("cache", "/tmp/c"), ("results", "r"), ("offline", "1"),
            ("device", "cuda:1"), ("threads", "3"), ("batch", "16")]);

        run.Protocols.Should().Equal(Protocol.Deployed);
        run.Suites.Should().Equal("Personas", "TokenEntropy");
        run.Samples.Should().Be(new SampleCount(null, 0.5));
        (run.Sampling.Temperature, run.Sampling.TopK, run.Sampling.TopP, run.Sampling.MinP, run.Sampling.RepetitionPenalty).Should().Be((0.7, 5, 0.9, 0.1, 1.1));
        (run.Encoder, run.CachePath, run.ResultsPath, run.Offline).Should().Be(("e", "/tmp/c", "r", true));
        (run.Device, run.Threads, run.Batch).Should().Be((new Device(1), 3, 16));
    }

    [Test]
    public void Names_of_environment_variables_separate_words()
    {
        Resolve([("DIVERSITYBENCH_TOP_K", "5"), ("DIVERSITYBENCH_REPETITION_PENALTY", "1.5")], []).Sampling
            .Should().BeEquivalentTo(new { TopK = 5, RepetitionPenalty = 1.5 });
    }

    [TestCase("DIVERSITYBENCH_PAIR", "Nearest: DIVERSITYBENCH_PAIRS")]
    [TestCase("DIVERSITYBENCH_TOPK", "Nearest: DIVERSITYBENCH_TOP_K")]
    [TestCase("diversitybench_sede", "Nearest: DIVERSITYBENCH_SEED")]
    public void Unknown_environment_variable_names_the_nearest(string name, string nearest)
    {
        ErrorOf([(name, "secret-value")], []).Should().ContainAll($"the environment variable {name}", nearest).And.NotContain("secret-value");
    }

    [Test]
    public void Unknown_test_parameter_names_the_nearest()
    {
        ErrorOf([], [("protocol", "paper")]).Should().ContainAll("the test parameter protocol", "Nearest: protocols");
    }

    [TestCase("DIVERSITYBENCH_PAIRS", "", "be a list that is not empty")]
    [TestCase("DIVERSITYBENCH_PAIRS", " , ", "be a list that is not empty")]
    [TestCase("DIVERSITYBENCH_SAMPLES", "0", "be a whole number from 1 to 1000000")]
    [TestCase("DIVERSITYBENCH_SAMPLES", "many", "be a factor such as \"0.5x\"")]
    [TestCase("DIVERSITYBENCH_SEED", "-1", "be a whole number from 0 to 18446744073709551615")]
    [TestCase("DIVERSITYBENCH_TEMPERATURE", "NaN", "be a number from 0 to 100")]
    [TestCase("DIVERSITYBENCH_TEMPERATURE", "1e999", "be a number from 0 to 100")]
    [TestCase("DIVERSITYBENCH_TEMPERATURE", "0,5", "be a number from 0 to 100")]
    [TestCase("DIVERSITYBENCH_OFFLINE", "maybe", "be true or false")]
    [TestCase("DIVERSITYBENCH_PROTOCOLS", "papper", "Nearest: paper")]
    [TestCase("DIVERSITYBENCH_DEVICE", "gpu", "be cpu or cuda:N")]
    public void Values_out_of_range_name_variable_value_and_range(string name, string value, string expected)
    {
        ErrorOf([(name, value)], []).Should().ContainAll($"Expected {name}", expected, $"Where: environment variable {name}");
    }

    [Test]
    public void Same_parameter_in_two_spellings_is_an_error()
    {
        ErrorOf([("DIVERSITYBENCH_SEED", "1"), ("diversitybench_seed", "2")], []).Should().Contain("be there once");
    }

    [Test]
    public void Numbers_do_not_depend_on_the_culture()
    {
        // As de-DE and others write numbers; invariant globalization knows no de-DE itself.
        var comma = (CultureInfo)CultureInfo.InvariantCulture.Clone();
        (comma.NumberFormat.NumberDecimalSeparator, comma.NumberFormat.NumberGroupSeparator, comma.NumberFormat.NegativeSign) = (",", ".", "\u2212");
        var before = CultureInfo.CurrentCulture;
        CultureInfo.CurrentCulture = comma;
        try
        {
            0.5.ToString().Should().Be("0,5", "the culture is in force");

            var run = Resolve([("DIVERSITYBENCH_TEMPERATURE", "0.5"), ("DIVERSITYBENCH_SAMPLES", "1.25x")], []);

            (run.Sampling.Temperature, run.Samples.Factor).Should().Be((0.5, 1.25));
            ErrorOf([("DIVERSITYBENCH_TOP_P", "1.5")], []).Should().Contain("above 0 and up to 1").And.Contain("found 1.5.");
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    private static RunParameters Resolve((string, string)[] environment, (string, string)[] testParameters) =>
        RunParametersReader.Resolve(
            Embedded,
            environment.Select(pair => KeyValuePair.Create(pair.Item1, pair.Item2)),
            testParameters.Select(pair => KeyValuePair.Create(pair.Item1, pair.Item2)));

    private static string ErrorOf((string, string)[] environment, (string, string)[] testParameters) =>
        FluentActions.Invoking(() => Resolve(environment, testParameters)).Should().Throw<BenchException>().Which.Message;
}
