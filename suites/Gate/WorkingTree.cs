using System.ComponentModel;
using System.Diagnostics;

namespace DiversityBench.Suites.Gate;

/// <summary>What must hold of the repository before something is written into it.</summary>
internal static class WorkingTree
{
    /// <summary>Changed and new files, as git lists them; null where git gives no answer.</summary>
    /// <param name="root">Folder of the repository.</param>
    /// <param name="within">What of it is asked for, paths from there; everything where there is none.</param>
    public static IReadOnlyList<string>? Changes(string root, params IEnumerable<string> within)
    {
        try
        {
            using var git = Process.Start(new ProcessStartInfo("git", ["-C", root, "status", "--porcelain", "--", .. within]) { RedirectStandardOutput = true, RedirectStandardError = true })!;
            git.ErrorDataReceived += (_, _) => { };
            git.BeginErrorReadLine();
            var lines = git.StandardOutput.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries);
            git.WaitForExit();
            return git.ExitCode == 0 ? [.. lines.Select(line => line.Length > 3 ? line[3..] : line)] : null;
        }
        catch (Win32Exception)
        {
            return null;
        }
    }

    /// <summary>Why a file could not be written; null where it can. Leaves nothing behind, neither folders that the file would need.</summary>
    public static string? WhyNotWritable(string path)
    {
        var folder = Path.GetDirectoryName(path)!;
        while (!Directory.Exists(folder))
        {
            if (File.Exists(folder))
                return $"{folder} is a file";
            folder = Path.GetDirectoryName(folder)!;
        }

        try
        {
            var probe = Path.Combine(folder, $".{Path.GetRandomFileName()}");
            File.WriteAllText(probe, "");
            File.Delete(probe);
            return null;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return error.Message;
        }
    }
}
