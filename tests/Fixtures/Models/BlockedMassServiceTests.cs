using DiversityBench.Fixtures;
using DiversityBench.Fixtures.Manifest;
using DiversityBench.Fixtures.Models;
using DiversityBench.Fixtures.Store;
using DiversityBench.Metrics;
using DiversityBench.Metrics.Tokens;
using FluentAssertions;
using NUnit.Framework;

namespace DiversityBench.Tests.Fixtures.Models;

/// <summary>On the embedded pair, against the double-precision form over whole rows of logits.</summary>
public sealed class BlockedMassServiceTests
{
    private readonly TemporaryFolder _folder = new();
    private readonly LanguageModel _base = Load("reference-base");
    private readonly LanguageModel _aligned = Load("reference-ppo-strong");
    private readonly GenerationStore _store;

    public BlockedMassServiceTests() => _store = GenerationStore.Open(_folder.At("generations.db"));

    [OneTimeTearDown]
    public void Close()
    {
        _store.Dispose();
        _base.Dispose();
        _aligned.Dispose();
        _folder.Dispose();
    }

    // Single precision moves a token across a threshold now and then; its mass is then of the size of the threshold.
    [TestCase("Name:", " Wei Tanaka\nNationality: Japanese\nGender: female")]
    [TestCase("", "Name: Wei Tanaka\nNationality: Japanese\nGender: female")]
    public void Mass_and_blocked_tokens_are_those_of_whole_distributions(string context, string text)
    {
        IReadOnlyList<TokenId> before = context.Length == 0 ? [] : _base.Tokenizer.Encode(context);
        var tokens = _base.Tokenizer.Encode(text, addSpecialTokens: false);
        var (ofBase, ofAligned) = (Rows(_base, [.. before, .. tokens]), Rows(_aligned, [.. before, .. tokens]));
        var first = Math.Max(1, before.Count);
        var expected = Enumerable.Range(first, before.Count + tokens.Count - first)
            .Select(i => (Blocked: BlockedMass.Of(Softmax(ofBase[i - 1]), Softmax(ofAligned[i - 1])).Value, Own: tokens[i - before.Count])).ToArray();

        var found = new BlockedMassService(_store, new Silence()).Measure(_base, _aligned, [new ScoredText(before, before, tokens)], "test")[0];

        found.Mass.Should().HaveCount(expected.Length);
        foreach (var (mass, (blocked, _)) in found.Mass.Zip(expected))
            ((double)mass).Should().BeApproximately(blocked.Mass, 1e-3);
        found.OwnTokenBlocked.Should().Equal(expected.Select(e => e.Blocked.Tokens.Contains(e.Own)));
        var alone = Enumerable.Range(first, expected.Length).Select(i => BlockedMass.Of(Softmax(ofBase[i - 1]), Softmax(ofBase[i - 1])).Value.Mass);
        foreach (var (mass, own) in found.BaseMass.Zip(alone))
            ((double)mass).Should().BeApproximately(own, 1e-3);
        found.BaseMass.Should().HaveCount(expected.Length);
        found.Mass.Max().Should().BePositive("the over-optimised model blocks something");
    }

    [Test]
    public void A_second_measurement_reads_what_the_first_stored()
    {
        ScoredText[] texts = [new(_base.Tokenizer.Encode("On Saturday"), _base.Tokenizer.Encode("On Saturday"), _base.Tokenizer.Encode(" the nurse", addSpecialTokens: false)), new([], [], [new(5)])];
        var (first, second) = (new Silence(), new Silence());

        var measured = new BlockedMassService(_store, first).Measure(_base, _aligned, texts, "test");
        var read = new BlockedMassService(_store, second).Measure(_base, _aligned, texts, "test");

        read.Should().BeEquivalentTo(measured, o => o.WithStrictOrdering());
        measured[1].Mass.Should().BeEmpty("a single token without a context cannot be scored");
        (first.Reports > 0, second.Reports).Should().Be((true, 0));
    }

    private static LanguageModel Load(string id)
    {
        var manifest = ManifestReader.Read(Path.Combine(TestData.RepositoryRoot, "models.json"));
        return new LanguageModel(new ModelFiles(manifest.Root).Verify(manifest.Models.Single(m => m.Id == id)));
    }

    private static List<float[]> Rows(LanguageModel model, IReadOnlyList<TokenId> tokens)
    {
        var rows = new List<float[]>();
        model.Engine.Score(tokens, (_, logits) => rows.Add(logits.ToArray()));
        return rows;
    }

    private static double[] Softmax(float[] logits)
    {
        var weights = logits.Select(l => Math.Exp(l - logits.Max())).ToArray();
        var total = weights.Sum();
        return [.. weights.Select(w => w / total)];
    }

    private sealed class Silence : IProgressSink
    {
        public int Reports { get; private set; }

        public void Report(string work, long done, long total, long tokens) => Reports++;

        public void ReportBytes(string work, long done, long total) => Reports++;
    }
}
