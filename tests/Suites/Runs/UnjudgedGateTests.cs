using System.Xml.Linq;
using FluentAssertions;
using NUnit.Framework;

namespace DiversityBench.Tests.Suites.Runs;

/// <summary>Gates that cannot judge are red, and say so where an earlier gate said that it passes.</summary>
public sealed class UnjudgedGateTests
{
    private SuiteFolder _folder = null!;
    private string _trx = null!;

    [OneTimeSetUp]
    public void MakeFolder()
    {
        _folder = new SuiteFolder();
        _folder.WritePolicy("mine");
        _folder.AddModel("foreign", "reference-base");
        _folder.Replace("foreign", "tokenizer.json", TwoVocabulariesRunTests.WithTwoTokensExchanged);
        _folder.AddPair("foreign-pair", "reference-base", "foreign");
        _folder.AddModel("lost", "reference-base");
        File.Delete(Path.Combine(_folder.Root, "models", "lost", "onnx", "model_gqa.onnx"));
        _folder.AddPair("lost-pair", "reference-base", "lost");
        _trx = Path.Combine(_folder.Root, "trx", "gate.trx");
    }

    /// <summary>What an earlier gate left.</summary>
    [SetUp]
    public void LeaveAPass()
    {
        foreach (var path in new[] { _folder.Result("gate.md"), _folder.Result("gate.junit.xml"), _trx })
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.WriteAllText(path, "an earlier candidate passes");
        }
    }

    [OneTimeTearDown]
    public void DeleteFolder() => _folder.Dispose();

    [TestCase("nobody", "reference-base", "the gate policy to be a readable file", "Valid: ")]
    [TestCase("mine", "nobody", "to name a known candidate", "Valid: reference-base, reference-ppo")]
    [TestCase("mine", "reference-base@-1", "the temperature of a sharpened candidate to be a number above 0", "@0.5")]
    [TestCase("mine", "lost", "model_gqa.onnx", "Next step: ")]
    public void What_is_not_known_or_not_there_is_told(string policy, string candidate, string finding, string remedy)
    {
        var run = Judge($"gate={policy}", $"candidate={candidate}", "--report-trx", "--report-trx-filename", "gate.trx");

        run.Should().Match<SuiteOutcome>(r => r.ExitCode != 0 && r.Passed == 0 && r.Output.Contains(finding) && r.Output.Contains(remedy));
        MustBeUnjudged(policy, candidate, finding);
        run.Error.Should().Contain($"\n{candidate} could not be judged by the gate {policy}, and what could not be judged does not pass. Expected ");
        File.ReadAllText(_trx).Should().NotContain("earlier").And.Contain("outcome=\"Failed\"");
    }

    [TestCase("Add -p:Candidate=ID")]
    [TestCase("the run parameter export to be left out of a gate", "candidate=reference-base", "export=told")]
    [TestCase("the number of samples of a gate to be left to its policy", "candidate=reference-base", "samples=3")]
    [TestCase("to name a known run parameter", "candidate=reference-base", "samplse=3")]
    public void Parameters_that_make_no_gate_are_told(string finding, params string[] parameters)
    {
        Judge(["gate=mine", .. parameters]).Should().Match<SuiteOutcome>(r => r.ExitCode != 0 && r.Passed == 0 && r.Output.Contains(finding));

        MustBeUnjudged("mine", parameters.Length == 0 ? "a candidate without a name" : "reference-base", finding);
    }

    [Test]
    public void Impossible_numbers_are_told()
    {
        _folder.WritePolicy("impossible", policy => policy["missBudget"] = 2);

        Judge("gate=impossible", "candidate=reference-base").Should().Match<SuiteOutcome>(r => r.ExitCode != 0 && r.Passed == 0);

        MustBeUnjudged("impossible", "reference-base", "the key missBudget of the gate policy to lie above 0");
    }

    [Test]
    public void A_gate_that_is_killed_leaves_no_verdict()
    {
        using var run = SuiteProgram.Start(_folder, "gate=mine", "candidate=reference-base", "--report-trx", "--report-trx-filename", "gate.trx", "DIVERSITYBENCH_BATCH=1");
        SpinWait.SpinUntil(() => run.HasExited || !File.ReadAllText(_folder.Result("gate.md")).Contains("earlier"), TimeSpan.FromSeconds(60)).Should().BeTrue();

        run.Kill(entireProcessTree: true);

        SuiteProgram.Finish(run).ExitCode.Should().NotBe(0);
        MustBeUnjudged("mine", "reference-base", "The run was cut off");
        File.Exists(_trx).Should().BeFalse();
    }

    // A copy of the base model under whose ids two tokens are exchanged: its texts can be held against the base model's, its tokens cannot.
    [Test]
    public void A_metric_of_tokens_is_not_passed_where_vocabularies_differ()
    {
        var run = Judge("gate=mine", "candidate=foreign");

        run.Should().Match<SuiteOutcome>(r => r.ExitCode != 0 && r.FailedTests.Contains("Gate_passes") && r.Passed == 1);
        var cases = XDocument.Load(_folder.Result("gate.junit.xml")).Descendants("testcase").ToDictionary(c => c.Attribute("name")!.Value);
        cases["valid-stories against the base model"].Element("failure").Should().BeNull();
        cases["story-entropy against the base model"].Element("failure")!.Attribute("message")!.Value.Should().Contain("the models have different vocabularies, so tokens cannot be compared: id ");
        run.Error.Should().Contain("\nforeign does not pass the gate mine of the lineage foreign-pair: not all that the policy asks for can be measured, and a gate that cannot tell does not pass.");
    }

    private SuiteOutcome Judge(params string[] arguments) => SuiteProgram.Run(_folder, arguments);

    private void MustBeUnjudged(string policy, string candidate, string reason)
    {
        File.ReadAllText(_folder.Result("gate.md")).Should().StartWith($"## Diversity gate: {candidate} could not be judged\n").And.Contain(reason).And.NotContain("passes");
        var suite = XDocument.Load(_folder.Result("gate.junit.xml")).Root!.Element("testsuite")!;
        suite.Attribute("name")!.Value.Should().Be($"diversity gate {policy}: {candidate}");
        (suite.Attribute("tests")!.Value, suite.Attribute("errors")!.Value).Should().Be(("1", "1"));
        suite.Element("testcase")!.Element("error")!.Value.Should().Contain(reason);
    }
}
