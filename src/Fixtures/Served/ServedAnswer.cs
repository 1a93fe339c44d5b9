using DiversityBench.Fixtures.Recorded;

namespace DiversityBench.Fixtures.Served;

/// <summary>What a server answered to the request for one sample.</summary>
/// <param name="Text">The text, untouched; null where there is none, which is not the same as an empty one.</param>
/// <param name="Finish">Why it ended, in the server's words or <c>stop_string</c>; null where it does not say.</param>
/// <param name="Steps">The decoding steps; null where the server tells none.</param>
internal sealed record ServedAnswer(string? Text, string? Finish, IReadOnlyList<TruncatedDistribution>? Steps)
{
    /// <summary>An answer that the server drew and does not give: there is no text, and how it ended is not known.</summary>
    public static ServedAnswer Withheld { get; } = new(null, "withheld", null);

    /// <summary>
    /// The steps, the token of each what it adds to the text: nothing for the step that ended the answer. Null where there are none, or they are not those of the text, as
    /// behind a stop string.
    /// </summary>
    public IReadOnlyList<TruncatedDistribution>? StepsOfText()
    {
        if (Steps is null || Text is null)
            return null;
        if (IsTextOf(Steps))
            return Steps;
        return Finish == "stop" && Steps is [.., var last] && IsTextOf(Steps.SkipLast(1)) ? [.. Steps.SkipLast(1), last with { Chosen = last.Chosen with { Token = "" } }] : null;
    }

    // Servers trim what a chat template leaves around an answer.
    private bool IsTextOf(IEnumerable<TruncatedDistribution> steps) => string.Concat(steps.Select(step => step.Chosen.Token)).AsSpan().Trim().SequenceEqual(Text.AsSpan().Trim());
}
