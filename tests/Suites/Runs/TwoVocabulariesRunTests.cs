using System.Text;
using System.Text.Json.Nodes;
using DiversityBench.Report.Results;
using DiversityBench.Verification.Claims;
using FluentAssertions;
using NUnit.Framework;

namespace DiversityBench.Tests.Suites.Runs;

/// <summary>Two models that number their tokens differently can be compared by their texts, not token by token.</summary>
public sealed class TwoVocabulariesRunTests
{
    [Test]
    public void Claims_about_tokens_are_not_measurable_and_claims_about_texts_are_judged()
    {
        using var folder = new SuiteFolder();
        folder.AddEncoder();
        folder.AddModel("foreign", "reference-ppo");
        folder.Replace("foreign", "tokenizer.json", WithTwoTokensExchanged);
        folder.AddPair("foreign-pair", "reference-base", "foreign");

        var run = SuiteProgram.Run(folder, "pairs=foreign-pair", "protocols=paper", "samples=12", "suites=Personas,Semantics,TokenEntropy");

        var claims = ResultsFile.Read(folder.Results).Claims.Select(c => c.Result).ToArray();
        claims.Where(c => c.Claim.Id.StartsWith("E3", StringComparison.Ordinal)).Should().HaveCount(5).And.OnlyContain(c =>
            c.Outcome == Outcome.Inconclusive && c.Effect == null && c.Reason.Contains("the models have different vocabularies, so tokens cannot be compared: id "));
        claims.Where(c => c.Effect is not null).Select(c => c.Claim.Id).Should().Contain(["E1.1", "E1.8", "E1.10", "E2.1", "E2.6"]);
        run.ExitCode.Should().NotBe(0, "what is not measurable is not green");
    }

    /// <summary>A tokenizer file of another vocabulary.</summary>
    internal static byte[] WithTwoTokensExchanged(byte[] tokenizer)
    {
        var root = JsonNode.Parse(tokenizer)!;
        var vocabulary = root["model"]!["vocab"]!.AsObject();
        var last = vocabulary.Where(token => !token.Key.StartsWith("<|", StringComparison.Ordinal)).OrderBy(token => (int)token.Value!).TakeLast(2).ToArray();
        var (first, second) = ((int)last[0].Value!, (int)last[1].Value!);
        (vocabulary[last[0].Key], vocabulary[last[1].Key]) = (second, first);
        return Encoding.UTF8.GetBytes(root.ToJsonString());
    }
}
