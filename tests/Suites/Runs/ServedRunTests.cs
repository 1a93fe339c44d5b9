using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text.Json.Nodes;
using DiversityBench.Report.Results;
using DiversityBench.Tests.Report;
using DiversityBench.Verification.Claims;
using FluentAssertions;
using NUnit.Framework;

namespace DiversityBench.Tests.Suites.Runs;

/// <summary>The embedded pair behind two llama-servers, through the executable.</summary>
public sealed class ServedRunTests
{
    private readonly List<Process> _servers = [];
    private SuiteFolder _folder = null!;
    private RunResults _results = null!;
    private string _report = "";
    private RunResults _again = null!;
    private SuiteOutcome _withoutServers = null!;
    private RunResults _resultsWithoutServers = null!;

    [OneTimeSetUp]
    public void RunServedPair()
    {
        _folder = new SuiteFolder();
        _folder.AddEncoder();
        Serve("served-base", "base");
        Serve("served-ppo", "ppo");
        _folder.AddPair("served", "served-base", "served-ppo");
        SuiteProgram.Run(_folder, "pairs=served+reference", "suites=Personas+Semantics+TokenEntropy", "samples=10");
        (_results, _report) = (ResultsFile.Read(_folder.Results), File.ReadAllText(_folder.Result("report.html")));
        _servers.ForEach(Stop);
        SuiteProgram.Run(_folder, "pairs=served", "suites=Personas+Semantics+TokenEntropy", "samples=10");
        _again = ResultsFile.Read(_folder.Results);
        _withoutServers = SuiteProgram.Run(_folder, "pairs=served", "suites=TokenEntropy", "samples=11", "protocols=paper");
        _resultsWithoutServers = ResultsFile.Read(_folder.Results);
    }

    [OneTimeTearDown]
    public void StopServers()
    {
        _servers.ForEach(Stop);
        _folder.Dispose();
    }

    [Test]
    public void Claims_that_texts_and_most_probable_tokens_support_are_judged_under_both_protocols()
    {
        var claims = Claims("served");

        claims.Should().HaveCount(2 * 21);
        var open = claims.Where(c => c.Reason.Contains("not measurable from recorded answers: needs the probabilities of the whole vocabulary")).ToArray();
        open.Select(c => c.Claim.Id).Distinct().Should().Equal("E3.2", "E3.4", "E3.5");
        open.Should().HaveCount(2 * 3).And.OnlyContain(c => c.Outcome == Outcome.Inconclusive && c.Effect == null);
        claims.Except(open).Should().OnlyContain(c => !c.Reason.Contains("not measurable"));
    }

    /// <summary>Ten samples of each of 14 prompts a model. Of such means two engines' differ by chance alone, which the interval of the effect tells; both are drawn, so that the difference has twice its variance.</summary>
    [TestCase("E3.1")]
    [TestCase("E3.3")]
    [TestCase("E2.1")]
    [TestCase("E1.5")]
    public void Served_models_give_the_figures_of_the_same_models_in_this_process(string id)
    {
        foreach (var here in Claims("reference").Where(c => c.Claim.Id == id))
        {
            var served = Claims("served").Single(c => c.Claim.Id == id && c.Protocol == here.Protocol);
            var (error, otherError) = (StandardError(here), StandardError(served));
            Math.Abs(served.Effect!.Value - here.Effect!.Value).Should().BeLessThan(4 * Math.Sqrt((error * error) + (otherError * otherError)), $"of {id}, {here.Protocol}");
        }
    }

    [Test]
    public void The_report_shows_what_was_answered()
    {
        var shown = UnpackedData.Of(_report);
        new[] { "served-base", "Once upon a time" }.Should().OnlyContain(text => shown.Contains(text));
        _results.Run.Parameters["samples"].Should().Be("10 of a prompt");
        _results.Run.Engine.Should().StartWith("ONNX Runtime").And.Contain("endpoint base at http://127.0.0.1:").And.Contain("endpoint ppo at http://127.0.0.1:");
        _results.Models.Select(m => m.Id).Should().Contain(["served-base-raw", "served-ppo-raw", "served-ppo-chat"]);
    }

    [Test]
    public void A_second_run_needs_no_server() => _again.Claims.Select(c => c.Result).Should().BeEquivalentTo(Claims("served"));

    [Test]
    public void A_pair_whose_servers_are_down_stands_in_the_results_with_its_error()
    {
        _withoutServers.Should().Match<SuiteOutcome>(run => run.ExitCode != 0 && run.Failed == 6);
        _withoutServers.Error.Should().Contain("served was not judged under the paper protocol");
        _resultsWithoutServers.Claims.Should().BeEmpty("what an earlier run found does not stand for this one");
        _resultsWithoutServers.Notes.Should().ContainSingle().Which.Should().StartWith("served was not judged under the paper protocol: Expected the server to answer").And.Contain("Next step: Start the server");
    }

    [Test]
    public void Suites_that_texts_do_not_support_are_refused_by_name()
    {
        var run = SuiteProgram.Run(_folder, "pairs=served", "suites=Attractors");

        run.ExitCode.Should().NotBe(0);
        run.Output.Should().Contain("Expected the suites for pair served to hold one that texts support because servers run its models, but found Attractors.").And.Contain("Valid: Personas, Semantics, TokenEntropy, NewPrompts");
    }

    private static double StandardError(ClaimResult claim) => (claim.Interval!.Upper - claim.Interval.Lower) / (2 * 1.96);

    private ClaimResult[] Claims(string pair) => [.. _results.Claims.Select(c => c.Result).Where(c => c.Pair == pair)];

    private void Serve(string id, string rung)
    {
        var weights = TestData.Shared("reference-ladder", "models", rung, "model.gguf");
        var port = FreePort();
        var info = new ProcessStartInfo(
            TestData.Shared("tools", "llama.cpp", "server", "llama-server"),
            ["-m", weights, "--alias", rung, "--host", "127.0.0.1", "--port", port, "--threads", "1", "--parallel", "8", "--ctx-size", "2048", "--offline", "--log-disable"]);
        info.Environment["OMP_WAIT_POLICY"] = "passive";
        _servers.Add(Process.Start(info)!);
        _folder.Edit(manifest => manifest["models"]!.AsArray().Add(new JsonObject
        {
            ["id"] = id,
            ["engine"] = "endpoint",
            ["source"] = new JsonObject
            {
                ["type"] = "endpoint",
                ["url"] = $"http://127.0.0.1:{port}/v1",
                ["model"] = rung,
                ["vocabulary"] = new JsonObject { ["size"] = 4096, ["sha256"] = new string('a', 64) },
            },
            ["licence"] = "CC0-1.0",
        }));
    }

    private static string FreePort()
    {
        using var free = new TcpListener(IPAddress.Loopback, 0);
        free.Start();
        return ((IPEndPoint)free.LocalEndpoint).Port.ToString(CultureInfo.InvariantCulture);
    }

    private static void Stop(Process server)
    {
        if (!server.HasExited)
            server.Kill();
        server.WaitForExit();
    }
}
