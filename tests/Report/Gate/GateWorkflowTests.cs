using System.Xml.Linq;
using DiversityBench.Report.Gate;
using DiversityBench.Tests.Fixtures;
using FluentAssertions;
using NUnit.Framework;
using YamlDotNet.RepresentationModel;

namespace DiversityBench.Tests.Report.Gate;

/// <summary>docs/gate-workflow.yml is valid YAML and says what the code reads and writes.</summary>
public sealed class GateWorkflowTests
{
    private readonly YamlNode _workflow = Read();

    [Test]
    public void The_command_is_that_of_the_guide_with_its_two_inputs()
    {
        var gate = Step("name", "Gate");

        ((string)gate["run"]!).Should().Be("""dotnet test --project suites -p:Gate="$GATE_POLICY" -p:Candidate="$GATE_CANDIDATE" """.TrimEnd());
        Entries(gate["env"]).Should().Equal(new Dictionary<string, string>
        {
            ["GATE_CANDIDATE"] = "${{ inputs.candidate }}",
            ["GATE_POLICY"] = "${{ inputs.policy }}",
            ["HF_TOKEN"] = "${{ secrets.HF_TOKEN }}",
        });
        foreach (var trigger in new[] { "workflow_dispatch", "workflow_call" })
            Keys(_workflow["on"][trigger]["inputs"]).Should().Equal("candidate", "policy");
        Keys(_workflow["on"]["workflow_call"]["secrets"]).Should().Equal("HF_TOKEN");
    }

    [Test]
    public void Samples_are_kept_whatever_the_verdict()
    {
        var (restore, save) = (Step("uses", "actions/cache/restore"), Step("uses", "actions/cache/save"));

        ((string)save["if"]!).Should().Be("always()");
        ((string)save["with"]["path"]!).Should().Be((string)restore["with"]["path"]!).And.Be("artifacts/store");
        ((string)save["with"]["key"]!).Should().Be((string)restore["with"]["key"]!).And.StartWith((string)restore["with"]["restore-keys"]!);
        File.ReadAllText(Path.Combine(TestData.RepositoryRoot, "suites", "Runs", "RunPlan.cs")).Should().Contain("""Path.Combine(Manifest.Root, "artifacts", "store")""").And.Contain("""Path.Combine(Manifest.Root, "artifacts", "results")""");
    }

    [Test]
    public void What_a_gate_writes_is_uploaded_whatever_the_verdict()
    {
        using var folder = new TemporaryFolder();
        var written = GateFiles.Write(folder.Path, new GateError("default", "mine", "because"), DateTimeOffset.UnixEpoch, TimeSpan.Zero, folder.Path).Select(f => $"artifacts/results/{Path.GetFileName(f.Path)}");
        var trx = XDocument.Load(Path.Combine(TestData.RepositoryRoot, "suites", "DiversityBench.Suites.csproj")).Descendants("Report").Single(r => ((string?)r.Attribute("Condition"))?.Contains("$(Gate)") == true).Value;
        var upload = Step("uses", "actions/upload-artifact");

        ((string)upload["if"]!).Should().Be("always()");
        ((string)upload["with"]["path"]!).Split('\n', StringSplitOptions.RemoveEmptyEntries).Should().Equal([.. written, $"artifacts/test-results/{trx}"]);
    }

    private YamlNode Step(string key, string value) => ((YamlSequenceNode)_workflow["jobs"]["gate"]["steps"]).Single(step => Entries(step).GetValueOrDefault(key)?.Split('@')[0] == value);

    private static IEnumerable<string> Keys(YamlNode mapping) => ((YamlMappingNode)mapping).Children.Keys.Select(k => (string)k!);

    /// <summary>The entries that are texts.</summary>
    private static Dictionary<string, string> Entries(YamlNode mapping) => ((YamlMappingNode)mapping).Children.Where(c => c.Value is YamlScalarNode).ToDictionary(c => (string)c.Key!, c => (string)c.Value!);

    private static YamlNode Read()
    {
        var stream = new YamlStream();
        using var text = File.OpenText(Path.Combine(TestData.RepositoryRoot, "docs", "gate-workflow.yml"));
        stream.Load(text);
        return stream.Documents.Should().ContainSingle().Which.RootNode;
    }
}
