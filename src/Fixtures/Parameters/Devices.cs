using System.Globalization;
using DiversityBench.Fixtures.Settings;
using DiversityBench.Metrics.Errors;

namespace DiversityBench.Fixtures.Parameters;

/// <summary>Reads device names and refuses devices that a build cannot serve; there is no silent fall back.</summary>
public static class Devices
{
    internal static TextShape Shape { get; } = new("cpu or cuda:N with N from 0 to 99", "^(?:cpu|cuda:(?:0|[1-9][0-9]?))$");

    /// <summary>Reads <c>cpu</c> or <c>cuda:N</c>.</summary>
    /// <exception cref="BenchException">The text is neither.</exception>
    public static Device Parse(string text)
    {
        Shape.Check(new Node(NodeKind.Text, "device", new Place("the setting device"), text), "where a model computes");
        return text == "cpu" ? Device.Cpu : new Device(int.Parse(text.AsSpan("cuda:".Length), CultureInfo.InvariantCulture));
    }

    /// <summary>Throws when a GPU is asked for and the build has no GPU package.</summary>
    /// <param name="device">The device asked for.</param>
    /// <param name="hasCuda12Build">Whether the build has the package set <c>cuda12</c>.</param>
    /// <param name="model">Id of the model that is to run there.</param>
    /// <exception cref="BenchException">The build cannot serve the device; names the MSBuild flag that can.</exception>
    public static void RequireAvailable(Device device, bool hasCuda12Build, string model)
    {
        if (device.CudaIndex is null || hasCuda12Build)
            return;
        throw new BenchException(new ErrorText(
                $"the device {device} of model {model}",
                "be served by this build",
                "a GPU was asked for and figures of another device are not given out as its own",
                "a build with the package set cpu",
                "Build with -p:Accelerator=cuda12, or set the device to cpu")
            .With("Model", model)
            .With("Device", device.ToString()));
    }
}
