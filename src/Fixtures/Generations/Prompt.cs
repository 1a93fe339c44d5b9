namespace DiversityBench.Fixtures.Generations;

/// <summary>One prompt of a versioned set.</summary>
/// <param name="Id">Stable name, unique in its set.</param>
/// <param name="Text">Text as both models get it raw.</param>
/// <param name="Kind">What is asked for: persona, biography, story … (the kinds of ValidityRule).</param>
public sealed record Prompt(string Id, string Text, string Kind)
{
    /// <summary>How a chat user asks for the same: what the chat template wraps in the deployed protocol.</summary>
    public string Chat { get; init; } = Text;

    /// <summary>The end of <see cref="Text"/> that is already part of the answer ("Name:"); empty if the answer begins after it.</summary>
    public string Prefix { get; init; } = "";

    /// <summary>Words of which a valid answer holds at least one; empty if any subject will do.</summary>
    public IReadOnlyList<string> About { get; init; } = [];

    /// <summary>Samples per arm.</summary>
    public int Samples { get; init; } = 1;

    /// <summary>Most tokens per sample.</summary>
    public int MaxTokens { get; init; } = 64;

    /// <summary>Where the prompt comes from.</summary>
    public string Source { get; init; } = "";

    /// <summary>The answer as a reader sees it: a chat answer alone, a raw continuation with the beginning that the prompt supplied.</summary>
    public string VisibleText(string generation, bool isChat) => isChat ? generation : Prefix + generation;
}
