using DiversityBench.Fixtures.Parameters;
using DiversityBench.Metrics.Errors;
using FluentAssertions;
using NUnit.Framework;

namespace DiversityBench.Tests.Fixtures.Parameters;

public sealed class DevicesTests
{
    [TestCase("cpu", null)]
    [TestCase("cuda:0", 0)]
    [TestCase("cuda:12", 12)]
    public void Names_are_read_and_written_alike(string text, int? index)
    {
        Devices.Parse(text).Should().Be(new Device(index));
        Devices.Parse(text).ToString().Should().Be(text);
    }

    [TestCase("cuda")]
    [TestCase("cuda:-1")]
    [TestCase("cuda:01")]
    [TestCase("CPU")]
    [TestCase("cpu\n")]
    [TestCase("")]
    public void Other_names_are_refused(string text)
    {
        FluentActions.Invoking(() => Devices.Parse(text)).Should().Throw<BenchException>().WithMessage("Expected device to be cpu or cuda:N*");
    }

    [Test]
    public void Gpu_on_a_processor_build_names_the_exact_flag()
    {
        FluentActions.Invoking(() => Devices.RequireAvailable(new Device(0), hasCuda12Build: false, "llama")).Should().Throw<BenchException>()
            .Which.Message.Should().ContainAll("the device cuda:0 of model llama", "Build with -p:Accelerator=cuda12");
    }

    [Test]
    public void Devices_that_the_build_serves_pass()
    {
        FluentActions.Invoking(() => Devices.RequireAvailable(Device.Cpu, hasCuda12Build: false, "llama")).Should().NotThrow();
        FluentActions.Invoking(() => Devices.RequireAvailable(new Device(0), hasCuda12Build: true, "llama")).Should().NotThrow();
    }
}
