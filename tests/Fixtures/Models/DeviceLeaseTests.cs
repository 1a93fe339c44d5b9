using DiversityBench.Fixtures.Engines;
using DiversityBench.Fixtures.Models;
using DiversityBench.Fixtures.Parameters;
using FluentAssertions;
using NUnit.Framework;

namespace DiversityBench.Tests.Fixtures.Models;

public sealed class DeviceLeaseTests
{
    private readonly TemporaryFolder _folder = new();

    [OneTimeTearDown]
    public void Remove() => _folder.Dispose();

    [Test]
    public void A_second_taker_waits_until_the_first_gives_back()
    {
        var waited = new List<string>();
        using var saysSo = new ManualResetEventSlim();
        var first = Take(new Device(0));
        var second = Task.Run(() => DeviceLease.Take([Device.Cpu, new Device(0), new Device(0)], _folder.Path, device =>
        {
            waited.Add(device);
            saysSo.Set();
        }, default));

        saysSo.Wait(TimeSpan.FromSeconds(30)).Should().BeTrue();
        second.IsCompleted.Should().BeFalse();
        first.Dispose();
        second.Wait(TimeSpan.FromSeconds(30)).Should().BeTrue();
        second.Result.Dispose();
        waited.Should().Equal("cuda:0");
    }

    [Test]
    public void Other_devices_and_the_processor_are_free()
    {
        using var first = Take(new Device(1));
        using var other = Take(new Device(2));
        using var processor = Take(Device.Cpu);
        using var again = Take(Device.Cpu);
        Directory.GetFiles(_folder.Path, "*-1.lock").Should().HaveCount(1);
    }

    // What one process calls cuda:0 is cuda:1 to another that has other GPUs in its CUDA_VISIBLE_DEVICES.
    [Test]
    public void A_gpu_is_the_same_under_any_number()
    {
        CudaGpu[] whole = [new(0, "first", "bb"), new(1, "second", "aa")];
        CudaGpu[] part = [new(0, "second", "aa")];
        using var stop = new CancellationTokenSource();
        using var held = DeviceLease.Take([new Device(1)], whole, _folder.Path, _ => throw new InvalidOperationException("it is free"), default);

        using (DeviceLease.Take([new Device(0)], whole, _folder.Path, _ => throw new InvalidOperationException("it is another GPU"), default))
            Directory.GetFiles(_folder.Path, "diversitybench-cuda-bb.lock").Should().HaveCount(1);
        var take = () => DeviceLease.Take([new Device(0)], part, _folder.Path, _ => stop.Cancel(), stop.Token);

        take.Should().Throw<OperationCanceledException>("it waits for the same GPU");
    }

    [Test]
    public void One_gpu_under_two_numbers_is_taken_once()
    {
        CudaGpu[] twice = [new(0, "same", "cc"), new(1, "same", "cc")];
        using var lease = DeviceLease.Take([new Device(0), new Device(1)], twice, _folder.Path, device => throw new InvalidOperationException($"{device} waits for itself"), default);
        Directory.GetFiles(_folder.Path, "diversitybench-cuda-cc.lock").Should().HaveCount(1);
    }

    [Test]
    public void Waiting_ends_when_it_is_cancelled_and_leaves_nothing_taken()
    {
        using var first = Take(new Device(4));
        using var stop = new CancellationTokenSource();
        var take = () => DeviceLease.Take([new Device(3), new Device(4)], _folder.Path, _ => stop.Cancel(), stop.Token);
        take.Should().Throw<OperationCanceledException>();
        using var free = Take(new Device(3));
    }

    // No machine has so many GPUs: nobody else takes this one.
    [Test]
    [Platform("Linux,MacOsX", Reason = "The environment moves the folder of temporary files there.")]
    public void A_process_with_another_folder_for_temporary_files_is_waited_for_and_its_death_frees_the_device()
    {
        using var child = ChildProcess.StartProgram("env", $"TMPDIR={_folder.Path}", "dotnet", typeof(DeviceLeaseTests).Assembly.Location, DeviceChild.Command, "99");
        try
        {
            child.StandardOutput.ReadLine().Should().Be("holds");
            using var waits = new ManualResetEventSlim();
            var mine = Task.Run(() => DeviceLease.Take([new Device(99)], DeviceLease.SharedFolder, _ => waits.Set(), default));

            waits.Wait(TimeSpan.FromSeconds(30)).Should().BeTrue("the other process holds it");
            mine.IsCompleted.Should().BeFalse();
            child.Kill();

            mine.Wait(TimeSpan.FromSeconds(30)).Should().BeTrue();
            mine.Result.Dispose();
        }
        finally
        {
            child.Kill();
        }
    }

    private DeviceLease Take(Device device) => DeviceLease.Take([device], _folder.Path, d => throw new InvalidOperationException($"{d} is taken"), default);
}
