using System.Text.Json;
using DiversityBench.Metrics;

namespace DiversityBench.Verification.Baselines;

/// <summary>
/// The text of a baseline file: JSON, indented, LF, numbers in the shortest form that reads back equal, and a digest of
/// the content, so that a file that was edited by hand is told from one that was accepted.
/// </summary>
public static class BaselineFile
{
    /// <summary>Version of the file's form.</summary>
    public const int SchemaVersion = 1;

    /// <summary>The file's text; equal baselines give equal text.</summary>
    /// <param name="baseline">The baseline.</param>
    public static string Write(Baseline baseline)
    {
        var content = Content(baseline);
        return SealedJson.Write(content with { Digest = SealedJson.DigestOf(content) });
    }

    /// <summary>Reads a file's text.</summary>
    /// <param name="text">The text; line ends and spacing do not matter.</param>
    /// <param name="key">What the file must be the baseline of.</param>
    /// <exception cref="InvalidDataException">Not a baseline, of another key, or its content does not have its digest.</exception>
    public static Baseline Read(string text, BaselineKey key)
    {
        FileContent content;
        string digest;
        try
        {
            content = SealedJson.Read<FileContent>(text);
            digest = SealedJson.DigestOf(content with { Digest = "" });
        }
        catch (Exception error) when (error is JsonException or ArgumentException)
        {
            // ArgumentException: a number such as 1e999 is read as infinite and cannot be written.
            throw Fault(key, "to be a whole baseline file", "nothing half read is approved", error.Message);
        }

        if (content.SchemaVersion != SchemaVersion)
            throw Fault(key, FormattableString.Invariant($"to have schemaVersion {SchemaVersion}"), "other forms cannot be compared", FormattableString.Invariant($"{content.SchemaVersion}"));
        if (content.Digest != digest)
            throw Fault(key, "to carry the digest of its content", "approved figures are never edited by hand", $"{content.Digest} on content with {digest}");
        if (content.Digits != Baseline.Digits)
            throw Fault(key, FormattableString.Invariant($"to hold {Baseline.Digits} digits"), "figures are compared rounded", FormattableString.Invariant($"{content.Digits}"));
        if (content.Pair != key.Pair || content.Suite != key.Suite || content.Protocol != key.Protocol)
            throw Fault(key, "to be of that pair, suite and protocol", "figures of another run approve nothing", $"{content.Suite}, {content.Pair}, {content.Protocol}");
        var names = content.Claims.SelectMany(c => c.Figures.Select(f => (c.Id, f.Name))).ToList();
        if (names.Count != names.Distinct().Count() || content.Claims.Select(c => c.Id).Distinct().Count() != content.Claims.Count)
            throw Fault(key, "to name each claim and figure once", "a figure is found by its name", "a repeated name");
        return new Baseline(key, content.Provenance, content.Claims);
    }

    private static InvalidDataException Fault(BaselineKey key, string expectation, string reason, string finding) => new(
        $"Expected the baseline of {key} {expectation} because {reason}, but found {finding}.");

    private static FileContent Content(Baseline b) => new(
        SchemaVersion, "", b.Key.Pair, b.Key.Suite, b.Key.Protocol, Baseline.Digits,
        b.Provenance with { Samples = Sorted(b.Provenance.Samples), Packages = Sorted(b.Provenance.Packages) },
        b.Claims);

    private static SortedDictionary<string, T> Sorted<T>(IReadOnlyDictionary<string, T> values) =>
        new(values.ToDictionary(), StringComparer.Ordinal);

    private sealed record FileContent(
        int SchemaVersion,
        string Digest,
        string Pair,
        string Suite,
        Protocol Protocol,
        int Digits,
        BaselineProvenance Provenance,
        IReadOnlyList<ApprovedClaim> Claims);
}
