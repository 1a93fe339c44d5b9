using System.Text.Json.Nodes;
using FluentAssertions;
using NUnit.Framework;

namespace DiversityBench.Tests.Suites.Runs;

public sealed class DoctorRunTests
{
    [Test]
    public void Doctor_examines_the_machine_and_runs_nothing()
    {
        using var folder = new SuiteFolder();

        var run = SuiteProgram.Run(folder, "--doctor", $"HF_HOME={folder.Root}/hf");

        run.ExitCode.Should().Be(0, run.Error);
        run.Output.Should().StartWith("Machine  ").And.Contain("  reference      ready (onnx, Apache-2.0)\n").And.Contain($"Cache    {folder.Root}/hf/hub: no models\n");
        File.Exists(folder.Store).Should().BeFalse();
    }

    [Test]
    public void What_a_run_would_stumble_over_is_a_line()
    {
        using var folder = new SuiteFolder();
        File.WriteAllText(Path.Combine(folder.Root, "models.lock.json"), "{");
        folder.Edit(manifest => manifest["models"]![1]!["source"] = new JsonObject { ["type"] = "hub", ["repo"] = "some/body" });

        var run = SuiteProgram.Run(folder, "--doctor", $"HF_HOME={folder.Root}/hf", "DIVERSITYBENCH_ENCODER=none");

        run.ExitCode.Should().Be(0, run.Error);
        run.Output.Should().Contain("Encoder  the run parameter encoder: found \"none\"; use one of the valid names\n")
            .And.MatchRegex("  reference      not ready .*\n +reference-ppo: models.lock.json: found .*; restore the file, or delete it");
    }

    [Test]
    public void A_wrong_manifest_is_told_by_the_doctor()
    {
        using var folder = new SuiteFolder();
        folder.Edit(manifest => manifest["pears"] = 1);

        var run = SuiteProgram.Run(folder, "--doctor");

        (run.ExitCode, run.Error).Should().Match<(int, string)>(it => it.Item1 == 1 && it.Item2.Contains("Nearest: pairs"));
    }
}
