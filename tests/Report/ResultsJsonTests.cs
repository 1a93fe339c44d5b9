using System.Text.Json.Nodes;
using DiversityBench.Metrics;
using DiversityBench.Report.Results;
using DiversityBench.Verification.Claims;
using FluentAssertions;
using NJsonSchema;
using NUnit.Framework;

namespace DiversityBench.Tests.Report;

public class ResultsJsonTests
{
    private static async Task<IReadOnlyList<string>> SchemaErrors(string json)
    {
        var schema = await JsonSchema.FromFileAsync(Path.Combine(TestData.RepositoryRoot, "docs", "results.schema.json"));
        return [.. schema.Validate(json).Select(e => e.ToString())];
    }

    [Test]
    public async Task Results_follow_the_published_schema() =>
        (await SchemaErrors(ResultsJson.Write(SampleRun.Results))).Should().BeEmpty();

    // Every object is closed in the schema and requires all its keys; so each of these must be noticed.
    [TestCase("run", "hardware")]
    [TestCase("run", "packages")]
    [TestCase("models", "0", "fingerprint")]
    [TestCase("encoder", "fingerprint")]
    [TestCase("prompts")]
    [TestCase("claims", "0", "baseline")]
    [TestCase("claims", "0", "result", "newPromptsInterval")]
    [TestCase("claims", "0", "result", "claim", "isPrimary")]
    [TestCase("claims", "0", "result", "figures", "0", "reason")]
    [TestCase("claims", "0", "result", "interval", "lower")]
    public async Task The_schema_notices_a_missing_and_an_unknown_key(params string[] path)
    {
        var root = JsonNode.Parse(ResultsJson.Write(SampleRun.Results))!;
        var owner = path[..^1].Aggregate(root, (node, key) => node is JsonArray list ? list[int.Parse(key, null)]! : node[key]!).AsObject();
        var value = owner[path[^1]];
        owner.Remove(path[^1]).Should().BeTrue();
        (await SchemaErrors(root.ToJsonString())).Should().NotBeEmpty();
        owner[path[^1]] = value;
        (await SchemaErrors(root.ToJsonString())).Should().BeEmpty();
        owner["surprise"] = 1;
        (await SchemaErrors(root.ToJsonString())).Should().NotBeEmpty();
    }

    [TestCase("\"outcome\": \"supported\"", "\"outcome\": \"maybe\"")]
    [TestCase("\"pValue\": 0.0001", "\"pValue\": 1.5")]
    [TestCase("\"schemaVersion\": 2", "\"schemaVersion\": 1")]
    [TestCase("\"effect\": 0.404", "\"effect\": \"0.404\"")]
    public async Task The_schema_notices_a_wrong_value(string right, string wrong)
    {
        var text = ResultsJson.Write(SampleRun.Results);
        text.Should().Contain(right);
        (await SchemaErrors(text.Replace(right, wrong, StringComparison.Ordinal))).Should().NotBeEmpty();
    }

    [Test]
    public async Task Every_value_of_an_enumeration_is_in_the_schema()
    {
        var scales = Enum.GetValues<EffectScale>().Select(scale => SampleRun.Full with { Claim = SampleRun.Full.Claim with { EffectScale = scale } });
        var protocols = Enum.GetValues<Protocol>().Select(protocol => SampleRun.Full with { Protocol = protocol });
        var statuses = Enum.GetValues<DiversityBench.Verification.Baselines.BaselineStatus>();
        var outcomes = Enum.GetValues<Outcome>();
        var claims = scales.Concat(protocols).Select(r => new ReportedClaim("s", null, null, r))
            .Concat(statuses.Select(s => new ReportedClaim("s", s, null, SampleRun.Full)))
            .Concat(outcomes.Select(o => new ReportedClaim("s", null, o, SampleRun.Full with { Outcome = o })));
        (await SchemaErrors(ResultsJson.Write(SampleRun.Of([.. claims])))).Should().BeEmpty();
    }

    [Test]
    public void Reads_back_equal() =>
        ResultsJson.Read(ResultsJson.Write(SampleRun.Results)).Should().BeEquivalentTo(SampleRun.Results);

    [Test]
    public void Names_survive_whatever_they_hold()
    {
        var hostile = SampleRun.Full with { Pair = "<script>\u001b[31m\u202e\"\\\n" };
        var results = SampleRun.Of(new ReportedClaim("s", null, null, hostile));
        ResultsJson.Read(ResultsJson.Write(results)).Claims[0].Result.Pair.Should().Be(hostile.Pair);
    }

    private static readonly TestCaseData<ClaimResult, string>[] NotFinite =
    [
        new(SampleRun.Full with { Effect = double.NaN }, "'effect'"),
        new(SampleRun.Full with { Interval = new Interval(0, double.PositiveInfinity) }, "'interval upper'"),
        new(SampleRun.Full with { Figures = [new Figure("age", double.NegativeInfinity, "")] }, "'age'"),
    ];

    [TestCaseSource(nameof(NotFinite))]
    public void A_number_that_is_none_is_refused_by_name(ClaimResult result, string figure)
    {
        var writing = () => ResultsJson.Write(SampleRun.Of(new ReportedClaim("s", null, null, result)));
        writing.Should().Throw<ArgumentException>().WithMessage($"Expected {figure} of E1.1 for reference, Paper to be finite or missing*Next step:*");
    }

    [TestCase("", "*whole results file*")]
    [TestCase("null", "*schemaVersion 2*but found none*")]
    [TestCase("{}", "*schemaVersion 2*but found none*")]
    [TestCase("{\"schemaVersion\": 1}", "*schemaVersion 2*but found 1*Next step: *")]
    [TestCase("{\"schemaVersion\": 2}", "*whole results file*")]
    public void Other_files_are_refused(string text, string message)
    {
        var reading = () => ResultsJson.Read(text);
        reading.Should().Throw<InvalidDataException>().WithMessage(message);
    }
}
