using DiversityBench.Metrics.Errors;

namespace DiversityBench.Fixtures.Settings;

/// <summary>Builds the errors that settings of any source share.</summary>
internal static class SettingError
{
    /// <summary>A value that is not what its shape allows.</summary>
    public static ErrorText Text(Node node, string expectation, string reason, string? finding = null, string? nextStep = null) =>
        new ErrorText(node.Path, expectation, reason, finding ?? node.InWords, nextStep ?? "Correct the value, or leave it out where it is optional")
            .With("Where", node.Place.ToString());

    /// <summary>A name that is not among the known ones: a key, an id, a parameter.</summary>
    /// <param name="subject">For example <c>the key $.defaults.temprature</c>.</param>
    /// <param name="place">Where it was written.</param>
    /// <param name="name">The name as written.</param>
    /// <param name="kind">What the name should name: <c>key</c>, <c>model</c>.</param>
    /// <param name="reason">Why it must be known.</param>
    /// <param name="known">The valid names.</param>
    public static BenchException Unknown(
        string subject, Place place, string name, string kind, string reason, IReadOnlyCollection<string> known)
    {
        var nearest = NearestName.Of(name, known);
        return new(new ErrorText(
                subject,
                $"name a known {kind}",
                reason,
                $"\"{name}\"",
                nearest is null ? "Use one of the valid names" : $"Did you mean {nearest}? Correct the name")
            .With("Where", place.ToString())
            .With("Nearest", nearest)
            .With("Valid", known));
    }

    /// <summary>Something that may be written once was written twice.</summary>
    public static BenchException Twice(string subject, string reason, string name, Place first, Place second) =>
        new(new ErrorText(subject, "be there once", reason, $"\"{name}\" twice", "Remove or rename one of the two")
            .With("First", first.ToString())
            .With("Second", second.ToString()));
}
