using System.Text.Json;
using DiversityBench.Metrics.Errors;
using DiversityBench.Verification.Baselines;

namespace DiversityBench.Verification.Gate;

/// <summary>The text of an accepted checkpoint: JSON with a digest of its content, so that a file edited by hand is told from one that was accepted.</summary>
public static class AcceptedFile
{
    private const int SchemaVersion = 2;

    /// <summary>The file's text; equal checkpoints give equal text.</summary>
    public static string Write(AcceptedCheckpoint accepted)
    {
        var content = new FileContent(SchemaVersion, "", accepted with { Prompts = Sorted(accepted.Prompts), Definitions = Sorted(accepted.Definitions), Figures = Sorted(accepted.Figures) });
        return SealedJson.Write(content with { Digest = SealedJson.DigestOf(content) });
    }

    /// <summary>Reads a file's text.</summary>
    /// <param name="text">The text.</param>
    /// <param name="path">Where it stands.</param>
    /// <exception cref="BenchException">No accepted checkpoint, or its content does not have its digest.</exception>
    public static AcceptedCheckpoint Read(string text, string path)
    {
        BenchException Fault(string expectation, string reason, string finding, Exception? inner = null) => new(
            new ErrorText("the accepted checkpoint", expectation, reason, finding, "Restore the file from version control, or accept a checkpoint anew").With("File", path), inner);
        FileContent content;
        string digest;
        try
        {
            content = SealedJson.Read<FileContent>(text);
            digest = SealedJson.DigestOf(content with { Digest = "" });
        }
        catch (Exception error) when (error is JsonException or ArgumentException)
        {
            throw Fault("be a whole file of figures", "nothing half read is a reference", error.Message.TrimEnd('.'), error);
        }

        if (content.SchemaVersion != SchemaVersion)
            throw Fault("have schemaVersion 2", "other forms cannot be compared", FormattableString.Invariant($"{content.SchemaVersion}"));
        return content.Digest == digest
            ? content.Accepted
            : throw Fault("carry the digest of its content", "accepted figures are never edited by hand", $"{content.Digest} on content with {digest}");
    }

    private static SortedDictionary<TKey, T> Sorted<TKey, T>(IReadOnlyDictionary<TKey, T> values)
        where TKey : notnull => new(values.ToDictionary(), Comparer<TKey>.Create((a, b) => string.CompareOrdinal($"{a}", $"{b}")));

    private sealed record FileContent(int SchemaVersion, string Digest, AcceptedCheckpoint Accepted);
}
