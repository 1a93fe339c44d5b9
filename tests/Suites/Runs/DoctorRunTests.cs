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
    public void A_wrong_manifest_is_told_by_the_doctor()
    {
        using var folder = new SuiteFolder();
        folder.Edit(manifest => manifest["pears"] = 1);

        var run = SuiteProgram.Run(folder, "--doctor");

        (run.ExitCode, run.Error).Should().Match<(int, string)>(it => it.Item1 == 1 && it.Item2.Contains("Nearest: pairs"));
    }
}
