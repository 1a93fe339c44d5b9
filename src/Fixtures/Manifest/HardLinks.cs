using System.Runtime.InteropServices;

namespace DiversityBench.Fixtures.Manifest;

/// <summary>Finds files that have another name outside a folder: a hard link shows as an ordinary file. Linux only; elsewhere none is found.</summary>
internal static partial class HardLinks
{
    private const int AtCurrentFolder = -100;
    private const uint BasicStatistics = 0x7ff;

    /// <summary>Whether the file has more names than the folder (with all below it) holds.</summary>
    public static bool LeadOutOf(string folder, string file)
    {
        if (!OperatingSystem.IsLinux() || Identity(file) is not { Links: > 1 } identity)
            return false;
        var length = new FileInfo(file).Length;
        var everything = new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = FileAttributes.ReparsePoint };
        var inside = new DirectoryInfo(folder).EnumerateFiles("*", everything)
            .Where(other => other.Length == length)
            .Count(other => Identity(other.FullName) == identity);
        return inside < identity.Links;
    }

    // Offsets of struct statx, the same on every architecture (statx(2)).
    private static (ulong Device, ulong Inode, uint Links)? Identity(string path)
    {
        Span<byte> status = stackalloc byte[256];
        return Statx(AtCurrentFolder, path, 0, BasicStatistics, ref MemoryMarshal.GetReference(status)) != 0
            ? null
            : (BitConverter.ToUInt64(status[136..]), BitConverter.ToUInt64(status[32..]), BitConverter.ToUInt32(status[16..]));
    }

    [LibraryImport("libc", EntryPoint = "statx", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Statx(int folder, string path, int flags, uint mask, ref byte status);
}
