using DiversityBench.Fixtures.Generations;
using DiversityBench.Fixtures.Sampling;
using DiversityBench.Fixtures.Store;
using DiversityBench.Metrics;
using FluentAssertions;
using NUnit.Framework;

namespace DiversityBench.Tests.Fixtures.Store;

internal sealed class StoreKeyTests
{
    private static readonly GenerationRequest Base = new("m", "e", [new TokenId(1), new TokenId(2)], new SamplingOptions(), ["a", "b"], 5);

    // One change of every property, by name; a property without one fails the first test.
    private static readonly (string Property, GenerationRequest Changed)[] Changes =
    [
        (nameof(GenerationRequest.ModelFingerprint), Base with { ModelFingerprint = "m2" }),
        (nameof(GenerationRequest.EngineFingerprint), Base with { EngineFingerprint = "e2" }),
        (nameof(GenerationRequest.PromptTokens), Base with { PromptTokens = [new TokenId(2), new TokenId(1)] }),
        (nameof(GenerationRequest.StopStrings), Base with { StopStrings = ["b", "a"] }),
        (nameof(GenerationRequest.Seed), Base with { Seed = 6 }),
        (nameof(GenerationRequest.CommonNumbers), Base with { CommonNumbers = "m2" }),
        (nameof(SamplingOptions.Temperature), Sampling(options => options with { Temperature = Math.BitIncrement(1.0) })),
        (nameof(SamplingOptions.TopK), Sampling(options => options with { TopK = 1 })),
        (nameof(SamplingOptions.TopP), Sampling(options => options with { TopP = Math.BitDecrement(1.0) })),
        (nameof(SamplingOptions.MinP), Sampling(options => options with { MinP = double.Epsilon })),
        (nameof(SamplingOptions.RepetitionPenalty), Sampling(options => options with { RepetitionPenalty = 1.1 })),
        (nameof(SamplingOptions.MaxTokens), Sampling(options => options with { MaxTokens = 65 })),
    ];

    [Test]
    public void Every_property_of_a_request_is_changed_in_these_tests()
    {
        var properties = typeof(GenerationRequest).GetProperties().Concat(typeof(SamplingOptions).GetProperties())
            .Select(property => property.Name).Except([nameof(GenerationRequest.Sampling)]);

        Changes.Select(change => change.Property).Should().BeEquivalentTo(properties, "a property that is left out of the key would mix samples");
    }

    [Test]
    public void Every_property_changes_the_key()
    {
        var keys = Changes.Select(change => Hex(change.Changed)).Append(Hex(Base)).ToList();

        keys.Should().OnlyHaveUniqueItems();
    }

    [Test]
    public void Equal_requests_in_other_objects_share_a_key() =>
        Hex(Base with { PromptTokens = new List<TokenId> { new(1), new(2) }, StopStrings = new List<string> { "a", "b" } }).Should().Be(Hex(Base));

    [Test]
    public void Neighbouring_texts_do_not_run_into_each_other()
    {
        string[] keys =
        [
            Hex(Base with { ModelFingerprint = "ab", EngineFingerprint = "c" }),
            Hex(Base with { ModelFingerprint = "a", EngineFingerprint = "bc" }),
            Hex(Base with { StopStrings = ["ab"] }),
            Hex(Base with { StopStrings = ["a", "b", ""] }),
            Hex(Base with { StopStrings = ["\ud800"] }),
            Hex(Base with { StopStrings = ["\ud801"] }),
            Hex(Base with { StopStrings = ["\ufffd"] }),
        ];

        keys.Should().OnlyHaveUniqueItems();
    }

    // Stores outlive programs. Computed apart from this code, with Python's struct and hashlib:
    // h = lambda s: struct.pack('<i', len(s)) + s.encode('utf-16-le')
    // sha256(b'DiversityBench generation' + struct.pack('<i', 1) + h('m') + h('e') + struct.pack('<iii', 2, 1, 2)
    //   + struct.pack('<didddi', 1, 0, 1, 0, 1, 64) + struct.pack('<i', 2) + h('a') + h('b') + struct.pack('<Q', 5))
    [Test]
    public void The_key_stays_what_it_was() => Hex(Base).Should().Be("4E305A4B80D5AD539885E292B09A4B3C13762954E85EC7889C130DA269E14316");

    [Test]
    public void Samples_of_a_request_lie_in_the_order_of_their_index()
    {
        var request = StoreKey.Of(Base);
        int[] indices = [0, 1, 255, 256, 65536, int.MaxValue];

        indices.Select(index => Convert.ToHexString(StoreKey.OfSample(request, index))).Should().BeInAscendingOrder(StringComparer.Ordinal);
    }

    private static GenerationRequest Sampling(Func<SamplingOptions, SamplingOptions> change) => Base with { Sampling = change(Base.Sampling) };

    private static string Hex(GenerationRequest request) => Convert.ToHexString(StoreKey.Of(request));
}
