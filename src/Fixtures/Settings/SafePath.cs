using System.Collections.Frozen;

namespace DiversityBench.Fixtures.Settings;

/// <summary>Decides whether a path that a file names may be opened.</summary>
internal static class SafePath
{
    private const int MostLinks = 40;

    // 255 bytes, less what a name of a temporary file needs beside it.
    private const int LongestName = 200;

    private static readonly FrozenSet<string> ReservedNames = new[] { "con", "prn", "aux", "nul", "conin$", "conout$" }
        .Concat(from device in new[] { "com", "lpt" } from digit in "0123456789¹²³" select device + digit)
        .ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    /// <summary>Why the text is not a safe relative path on every system, as a clause after "which"; null if it is one.</summary>
    public static string? Objection(string path)
    {
        if (path.Length == 0)
            return "is empty";
        if (path.Contains('\\'))
            return "contains a backslash";
        if (path is [var letter, ':', ..] && char.IsAsciiLetter(letter))
            return "begins with a drive letter";
        if (path[0] is '/' or '~')
            return "is absolute";
        if (path.Any(character => char.IsControl(character) || "<>:\"|?*".Contains(character)))
            return "contains a character that not every file system allows";
        return path.Split('/').Select(SegmentObjection).FirstOrDefault(objection => objection is not null);
    }

    /// <summary>Whether a path, links in it followed to their end, lies in a folder (whose own links are followed too).</summary>
    public static bool LiesUnder(string path, string folder)
    {
        var real = RealPath(path);
        var root = RealPath(folder);
        return real == root || real.StartsWith(root.TrimEnd(Path.DirectorySeparatorChar) + Path.DirectorySeparatorChar, StringComparison.Ordinal);
    }

    /// <summary>The path with every link in it followed; parts that do not exist are kept as written.</summary>
    public static string RealPath(string path)
    {
        for (var links = 0; links < MostLinks; links++)
        {
            if (FollowFirstLink(Path.GetFullPath(path)) is not { } followed)
                return Path.GetFullPath(path);
            path = followed;
        }

        throw new IOException($"Too many levels of links in {path}.");
    }

    private static string? FollowFirstLink(string full)
    {
        var current = Path.GetPathRoot(full)!;
        var segments = full[current.Length..].Split(Path.DirectorySeparatorChar, StringSplitOptions.RemoveEmptyEntries);
        for (var i = 0; i < segments.Length; i++)
        {
            var link = new FileInfo(Path.Combine(current, segments[i]));
            if (link.LinkTarget is { } target)
                return Path.Combine([current, target, .. segments[(i + 1)..]]);
            current = link.FullName;
        }

        return null;
    }

    private static string? SegmentObjection(string segment) => segment switch
    {
        "" => "has an empty part",
        "." or ".." => $"contains \"{segment}\"",
        [.., '.' or ' '] => "has a part that ends with a dot or a space",
        _ when System.Text.Encoding.UTF8.GetByteCount(segment) > LongestName => "has a part that is longer than file systems allow",
        _ when ReservedNames.Contains(segment.Split('.')[0].TrimEnd()) => "uses a name that Windows reserves for a device",
        _ => null,
    };
}
