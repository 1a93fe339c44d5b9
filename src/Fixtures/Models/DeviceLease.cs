using System.Globalization;
using DiversityBench.Fixtures.Engines;
using DiversityBench.Fixtures.Hub;
using DiversityBench.Fixtures.Parameters;
using DiversityBench.Metrics.Errors;

namespace DiversityBench.Fixtures.Models;

/// <summary>
/// The right to compute on GPUs, held by one piece of work at a time: of this process and of all others of this machine, by files that the system
/// unlocks when their process ends, however it ends. A GPU is known by its own number where the driver tells it: that of <c>cuda:N</c> depends on settings of each process.
/// </summary>
internal sealed class DeviceLease : IDisposable
{
    private static readonly TimeSpan s_pause = TimeSpan.FromMilliseconds(200);
    private readonly List<FileStream> _locks = [];

    private DeviceLease()
    {
    }

    /// <summary>Where the lock files of all runs of this machine lie: a folder that no environment variable moves and that everybody may write to.</summary>
    public static string SharedFolder => OperatingSystem.IsWindows() ? Environment.GetFolderPath(Environment.SpecialFolder.CommonApplicationData) : "/tmp";

    /// <summary>Waits for the GPUs among some devices; the processor needs no right.</summary>
    /// <param name="devices">Devices that the work uses.</param>
    /// <param name="folder">Where the lock files lie; one for all processes.</param>
    /// <param name="onWait">Called with the name of a device that other work holds, once each.</param>
    /// <param name="cancellation">Ends the waiting.</param>
    /// <exception cref="BenchException">A lock file cannot be opened for another reason.</exception>
    public static DeviceLease Take(IEnumerable<Device> devices, string folder, Action<string> onWait, CancellationToken cancellation)
        => Take(devices, devices.Any(device => device.CudaIndex is not null) ? CudaDriver.Gpus ?? [] : [], folder, onWait, cancellation);

    internal static DeviceLease Take(IEnumerable<Device> devices, IReadOnlyList<CudaGpu> gpus, string folder, Action<string> onWait, CancellationToken cancellation)
    {
        var lease = new DeviceLease();
        try
        {
            // In one order everywhere: two pieces of work never wait for each other.
            var names = devices.Where(device => device.CudaIndex is not null).Select(device => (Device: device, File: FileName(device, gpus)));
            foreach (var (device, file) in names.DistinctBy(name => name.File).OrderBy(name => name.File, StringComparer.Ordinal))
                lease._locks.Add(Lock(device, Path.Combine(folder, file), onWait, cancellation));
            return lease;
        }
        catch
        {
            lease.Dispose();
            throw;
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var taken in _locks)
            taken.Dispose();
    }

    // Whoever computes on the device opens the file, whoever made it.
    private static FileStream Open(string path)
    {
        if (File.Exists(path))
            return new FileStream(path, FileMode.Open, FileAccess.ReadWrite, FileShare.None);
        var made = new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(
                path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead | UnixFileMode.GroupWrite | UnixFileMode.OtherRead | UnixFileMode.OtherWrite);
        }

        return made;
    }

    private static string FileName(Device device, IReadOnlyList<CudaGpu> gpus)
        => $"diversitybench-cuda-{gpus.FirstOrDefault(gpu => gpu.Index == device.CudaIndex)?.Uuid ?? device.CudaIndex!.Value.ToString(CultureInfo.InvariantCulture)}.lock";

    private static FileStream Lock(Device device, string path, Action<string> onWait, CancellationToken cancellation)
    {
        for (var waits = 0; ; waits++)
        {
            cancellation.ThrowIfCancellationRequested();
            try
            {
                return Open(path);
            }
            catch (IOException held) when (FileLock.IsHeld(held))
            {
                if (waits == 0)
                    onWait(device.ToString());
            }
            catch (Exception cause) when (cause is IOException or UnauthorizedAccessException)
            {
                throw new BenchException(new ErrorText(
                        "the lock of the GPU", "open", "one run at a time computes there", cause.Message.TrimEnd('.'), "Make the file writable, or remove it when no run uses the GPU")
                    .With("File", path), cause);
            }

            cancellation.WaitHandle.WaitOne(s_pause);
        }
    }
}
