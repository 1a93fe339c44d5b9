using DiversityBench.Metrics.Errors;

namespace DiversityBench.Fixtures.Templates.Jinja;

/// <summary>Errors about a place in a chat template.</summary>
internal static class TemplateError
{
    public static BenchException At(Position at, string expectation, string reason, string finding, string nextStep) => new(
        new ErrorText("the chat template", expectation, reason, finding, nextStep).With("Position", FormattableString.Invariant($"line {at.Line}, column {at.Column}")));
}
