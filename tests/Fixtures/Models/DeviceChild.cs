using System.Globalization;
using DiversityBench.Fixtures.Models;
using DiversityBench.Fixtures.Parameters;

namespace DiversityBench.Tests.Fixtures.Models;

/// <summary>The part of a child process that computes on a GPU until it is killed.</summary>
internal static class DeviceChild
{
    public const string Command = "hold-device";

    public static int Run(string[] arguments)
    {
        using var lease = DeviceLease.Take([new Device(int.Parse(arguments[0], CultureInfo.InvariantCulture))], DeviceLease.SharedFolder, _ => Console.WriteLine("waits"), default);
        Console.WriteLine("holds");
        Thread.Sleep(Timeout.Infinite);
        return 0;
    }
}
