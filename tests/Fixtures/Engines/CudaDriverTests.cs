using DiversityBench.Fixtures.Engines;
using FluentAssertions;
using NUnit.Framework;

namespace DiversityBench.Tests.Fixtures.Engines;

public sealed class CudaDriverTests
{
    [Test]
    public void A_library_that_is_not_there_or_no_driver_tells_of_no_gpus()
    {
        CudaDriver.Find("libno-such-driver.so.1").Should().BeNull();
        // It loads, and has none of the driver's functions.
        CudaDriver.Find(Path.Combine(Path.GetDirectoryName(typeof(object).Assembly.Location)!, OperatingSystem.IsWindows() ? "coreclr.dll" : OperatingSystem.IsMacOS() ? "libcoreclr.dylib" : "libcoreclr.so"))
            .Should().BeNull();
    }

    [Test]
    public void Gpus_of_this_machine_are_numbered_from_zero_and_have_numbers_of_their_own()
    {
        if (!CudaLibraries.CanLoad(CudaLibraries.Driver))
        {
            CudaDriver.Gpus.Should().BeNull();
            return;
        }

        var gpus = CudaDriver.Gpus!;
        gpus.Select(gpu => gpu.Index).Should().Equal(Enumerable.Range(0, gpus.Count));
        gpus.Select(gpu => gpu.Uuid).Should().OnlyHaveUniqueItems().And.OnlyContain(uuid => uuid.Length == 32);
    }
}
