namespace DiversityBench.Verification.Gate;

/// <summary>What a gate, or one of its comparisons, says.</summary>
public enum GateOutcome
{
    /// <summary>Not clear yet, and there are samples left to draw.</summary>
    Open,

    /// <summary>The share kept is above the floor.</summary>
    Pass,

    /// <summary>The share kept is below the floor.</summary>
    Fail,

    /// <summary>Not clear, and the sample budget is spent or no sample could tell: not passed.</summary>
    Insufficient,
}
