namespace DiversityBench.Fixtures.Generations;

/// <summary>Why a generation ended.</summary>
public enum FinishReason
{
    /// <summary>The model produced an end-of-sequence token.</summary>
    EndOfSequence,

    /// <summary>A stop string of the request appeared.</summary>
    StopString,

    /// <summary>The token limit or the model's context was reached.</summary>
    Length,
}
