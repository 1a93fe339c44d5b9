using System.Globalization;
using System.Text;
using DiversityBench.Report.Tables;

namespace DiversityBench.Report.Results;

/// <summary>
/// The data of a plot across pairs, as CSV (RFC 4180, but LF line ends): one line a claim, pair and protocol with the columns
/// <c>pair,protocol,claim,effect,lower,upper,outcome</c>. Numbers are invariant with all their digits; lower and upper are the ends of
/// the 95 % interval; what could not be computed is empty.
/// </summary>
public static class PairsCsv
{
    /// <summary>The lines, pair by pair, claims in the order of their numbers, after a line of column names.</summary>
    /// <param name="results">The run.</param>
    public static string Of(RunResults results)
    {
        StringBuilder text = new("pair,protocol,claim,effect,lower,upper,outcome\n");
        foreach (var claim in ClaimGroup.Of(results.Claims).SelectMany(group => group.Claims))
        {
            var r = claim.Result;
            text.AppendJoin(',', Text(r.Pair), Word(r.Protocol), Text(r.Claim.Id), Number(r.Effect), Number(r.Interval?.Lower), Number(r.Interval?.Upper), Word(r.Outcome)).Append('\n');
        }

        return text.ToString();
    }

    /// <summary>
    /// Writes the file of a run with more than one pair or protocol. A run with one has nothing to compare: the file of an
    /// earlier run, which would no longer belong to the results beside it, is then removed.
    /// </summary>
    /// <param name="path">The target; one that cannot be written gives way as for <see cref="ResultsFile"/>.</param>
    /// <param name="results">The run, all numbers finite.</param>
    /// <param name="otherFolder">Folder to fall back to.</param>
    /// <returns>Where the file lies; null if there is nothing to compare.</returns>
    /// <exception cref="IOException">No name could be written.</exception>
    public static WrittenFile? Write(string path, RunResults results, string otherFolder)
    {
        if (ClaimGroup.Of(results.Claims).Count > 1)
            return ResultsFile.WriteText(path, Of(results), otherFolder);
        Remove(path);
        return null;
    }

    private static void Remove(string path)
    {
        try
        {
            if (File.Exists(path))
                File.Delete(path);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            // A folder that cannot be written: the results went elsewhere, so that nothing new lies beside it.
        }
    }

    private static string Number(double? value) => value?.ToString("R", CultureInfo.InvariantCulture) ?? "";

    private static string Word<T>(T value)
        where T : struct, Enum => value.ToString().ToLowerInvariant();

    private static string Text(string text) => text.AsSpan().IndexOfAny("\",\r\n") < 0 ? text : $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
}
