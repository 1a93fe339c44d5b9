namespace DiversityBench.Verification.Baselines;

/// <summary>How a claim stands to its approved baseline.</summary>
public enum BaselineStatus
{
    /// <summary>Outcome equal, every figure within its tolerance.</summary>
    Same,

    /// <summary>The outcome differs, or a figure lies outside its tolerance.</summary>
    Moved,

    /// <summary>Nothing is approved for this pair, suite and protocol.</summary>
    New,

    /// <summary>There is a baseline, but it does not hold this claim.</summary>
    Added,

    /// <summary>The baseline holds this claim, but the run, which was of the whole suite, does not.</summary>
    Missing,

    /// <summary>There is a baseline, but it cannot be trusted: edited, damaged, or made from other prompts.</summary>
    Refused,
}
