using DiversityBench.Metrics;
using DiversityBench.Report.Results;
using DiversityBench.Tests.Suites.Runs;
using DiversityBench.Verification.Claims;
using FluentAssertions;
using NUnit.Framework;

namespace DiversityBench.Tests.Fixtures.LLamaSharp;

/// <summary>The reference pair as ONNX graphs and as GGUF files in one run of experiments 1 to 3: no claim is Supported by one engine and Refuted by the other.</summary>
public sealed class EngineAgreementRunTests
{
    [Test]
    public void No_claim_is_supported_by_one_engine_and_refuted_by_the_other()
    {
        using var folder = new SuiteFolder();
        folder.AddEncoder();
        folder.AddGguf("gguf-base", GgufFolder.Reference("base"));
        folder.AddGguf("gguf-ppo", GgufFolder.Reference("ppo"));
        folder.AddPair("gguf", "gguf-base", "gguf-ppo");

        SuiteProgram.Run(folder, "pairs=reference+gguf", "suites=Personas+Semantics+TokenEntropy", "samples=20");

        var results = ResultsFile.Read(folder.Results);
        results.Run.Engine.Should().Contain("ONNX Runtime").And.Contain("LLamaSharp");
        var claims = results.Claims.Select(c => c.Result).ToArray();
        var both = claims.Where(c => c.Pair == "reference").Join(claims.Where(c => c.Pair == "gguf"), Key, Key, (onnx, gguf) => (Onnx: onnx, Gguf: gguf)).ToArray();
        both.Should().HaveCount(2 * 21, "ten claims on personas, six on meaning, five on tokens, two protocols");
        foreach (var (onnx, gguf) in both)
            TestContext.Out.WriteLine($"{onnx.Claim.Id} {onnx.Protocol}: {onnx.Outcome} {onnx.Effect:0.000} and {gguf.Outcome} {gguf.Effect:0.000}");

        both.Where(c => Decided(c.Onnx) && Decided(c.Gguf) && c.Onnx.Outcome != c.Gguf.Outcome).Select(c => $"{c.Onnx.Claim.Id} {c.Onnx.Protocol}").Should().BeEmpty();
        both.Count(c => Decided(c.Onnx) && Decided(c.Gguf)).Should().BeGreaterThan(10, "claims that neither decides cannot differ");
    }

    private static (string, Protocol) Key(ClaimResult claim) => (claim.Claim.Id, claim.Protocol);

    private static bool Decided(ClaimResult claim) => claim.Outcome is Outcome.Supported or Outcome.Refuted;
}
