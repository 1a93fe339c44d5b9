using DiversityBench.Metrics;
using DiversityBench.Report.Results;
using DiversityBench.Tests.Suites.Runs;
using DiversityBench.Verification.Claims;
using FluentAssertions;
using NUnit.Framework;

namespace DiversityBench.Tests.Fixtures.LLamaSharp;

/// <summary>The reference pair as ONNX graphs and as GGUF files in one run of experiments 1 to 3.</summary>
public sealed class EngineAgreementRunTests
{
    private (ClaimResult Onnx, ClaimResult Gguf)[] _float16 = [];
    private (ClaimResult Onnx, ClaimResult Gguf)[] _float32 = [];

    [OneTimeSetUp]
    public void RunAllForms()
    {
        using var folder = new SuiteFolder();
        folder.AddEncoder();
        foreach (var rung in new[] { "base", "ppo" })
        {
            folder.AddGguf($"gguf-{rung}", GgufFolder.Reference(rung));
            var wide = Path.Combine(folder.Root, $"{rung}-f32.gguf");
            Quantized.Write(Path.Combine(folder.Root, "models", $"gguf-{rung}", "model.gguf"), wide, "F32");
            folder.AddGguf($"wide-{rung}", File.ReadAllBytes(wide), randomNumbersOf: $"reference-{rung}");
        }

        folder.AddPair("gguf", "gguf-base", "gguf-ppo");
        folder.AddPair("wide", "wide-base", "wide-ppo");
        SuiteProgram.Run(folder, "pairs=reference+gguf+wide", "suites=Personas+Semantics+TokenEntropy");

        var results = ResultsFile.Read(folder.Results);
        results.Run.Engine.Should().Contain("ONNX Runtime").And.Contain("LLamaSharp");
        var claims = results.Claims.Select(c => c.Result).ToArray();
        (ClaimResult, ClaimResult)[] With(string pair) => [.. claims.Where(c => c.Pair == "reference").Join(claims.Where(c => c.Pair == pair), Key, Key, (onnx, gguf) => (onnx, gguf))];
        (_float16, _float32) = (With("gguf"), With("wide"));
        foreach (var (onnx, gguf) in _float16.Concat(_float32))
            TestContext.Out.WriteLine(Describe((onnx, gguf)));
    }

    [Test]
    public void Every_claim_of_both_protocols_is_compared()
    {
        _float16.Should().HaveCount(2 * 21, "ten claims on personas, six on meaning, five on tokens, two protocols");
        _float32.Should().HaveCount(2 * 21);
        _float16.Count(both => IsDecided(both.Onnx) && IsDecided(both.Gguf)).Should().BeGreaterThan(10, "claims that neither decides cannot differ");
    }

    /// <summary>Both engines compute in float32 with the same weights and draw with the same random numbers; about one text in 170 differs, where a number falls between two roundings.</summary>
    [Test]
    public void With_the_same_weights_and_random_numbers_every_claim_has_the_same_outcome()
    {
        _float32.Where(both => both.Onnx.Outcome != both.Gguf.Outcome).Select(Describe).Should().BeEmpty();
        _float32.Where(both => both.Onnx.Claim.Id != "E2.4" && Difference(both.Onnx, both.Gguf) > 0.5).Select(Describe).Should().BeEmpty("one text moves no figure but a number of clusters");
    }

    /// <summary>Float16 is what the file holds and llama.cpp rounds activations to; samples are others, and so are outcomes of effects near the smallest one. Of 42 differences over their standard errors one beyond 4 has a chance below 0.3 %.</summary>
    [Test]
    public void With_samples_of_their_own_effects_differ_by_chance_alone()
    {
        _float16.Where(both => Difference(both.Onnx, both.Gguf) > 4).Select(Describe).Should().BeEmpty();
    }

    private static string Describe((ClaimResult Onnx, ClaimResult Gguf) both)
        => FormattableString.Invariant($"{both.Onnx.Claim.Id} {both.Onnx.Protocol}: {both.Onnx.Outcome} {both.Onnx.Effect:0.0000} and {both.Gguf.Pair} {both.Gguf.Outcome} {both.Gguf.Effect:0.0000}");

    private static (string, Protocol) Key(ClaimResult claim) => (claim.Claim.Id, claim.Protocol);

    private static bool IsDecided(ClaimResult claim) => claim.Outcome is Outcome.Supported or Outcome.Refuted;

    private static double Difference(ClaimResult first, ClaimResult second)
        => first.Effect is { } one && second.Effect is { } other && Width(first) is > 0 and var a && Width(second) is > 0 and var b ? 2 * 1.96 * Math.Abs(one - other) / Math.Sqrt((a * a) + (b * b)) : 0;

    private static double Width(ClaimResult claim) => claim.Interval is { } interval ? interval.Upper - interval.Lower : 0;
}
