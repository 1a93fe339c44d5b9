using System.Globalization;
using DiversityBench.Verification.Baselines;

namespace DiversityBench.Report.Results;

/// <summary>Writes and reads results.json.</summary>
public static class ResultsFile
{
    private const int Names = 9;

    /// <summary>
    /// Writes the results whole or not at all. A target that is locked or may not be written gives way to another name:
    /// results-2.json to results-9.json beside it, then the same names in the second folder.
    /// </summary>
    /// <param name="path">The target.</param>
    /// <param name="results">The results.</param>
    /// <param name="otherFolder">Folder to fall back to, for example the temporary folder.</param>
    /// <returns>Where the results lie, and a note if that is not the target.</returns>
    /// <exception cref="ArgumentException">A number that is not finite.</exception>
    /// <exception cref="IOException">No name could be written, for example because the disk is full.</exception>
    public static WrittenFile Write(string path, RunResults results, string otherFolder)
    {
        return WriteText(path, ResultsJson.Write(results), otherFolder);
    }

    internal static WrittenFile WriteText(string path, string text, string otherFolder)
    {
        var target = Path.GetFullPath(path);
        Exception? first = null;
        foreach (var candidate in Candidates(target, otherFolder))
        {
            try
            {
                AtomicFile.WriteText(candidate, text);
                return new WrittenFile(candidate, first is null ? null : $"{target} could not be written ({first.Message}); the results lie in {candidate}.");
            }
            catch (Exception error) when (error is IOException or UnauthorizedAccessException)
            {
                first ??= error;
            }
        }

        throw new IOException(
            $"Expected the results to be written to {target} or {Path.GetFullPath(otherFolder)} because the run is finished, but found: {first!.Message}\n" +
            "Next step: free the disk or name a folder that may be written, then run again; finished samples are kept.", first);
    }

    /// <summary>Reads results.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="InvalidDataException">Not results, or of another version; the message names the file.</exception>
    /// <exception cref="IOException">The file is missing or cannot be read.</exception>
    public static RunResults Read(string path)
    {
        try
        {
            return ResultsJson.Read(File.ReadAllText(path));
        }
        catch (InvalidDataException error)
        {
            throw new InvalidDataException($"{error.Message}\nFile: {Path.GetFullPath(path)}", error);
        }
    }

    private static IEnumerable<string> Candidates(string target, string otherFolder)
    {
        foreach (var folder in new[] { Path.GetDirectoryName(target)!, Path.GetFullPath(otherFolder) })
        {
            yield return Path.Combine(folder, Path.GetFileName(target));
            for (var i = 2; i <= Names; i++)
            {
                var name = string.Create(CultureInfo.InvariantCulture, $"{Path.GetFileNameWithoutExtension(target)}-{i}{Path.GetExtension(target)}");
                yield return Path.Combine(folder, name);
            }
        }
    }
}
