namespace DiversityBench.Suites.Runs;

/// <summary>A generated text that can be cut after any of its tokens.</summary>
internal interface ITokenizedText
{
    /// <summary>Number of tokens.</summary>
    int Count { get; }

    /// <summary>The text of the first tokens, up to its last whole character.</summary>
    string First(int count);
}
