namespace DiversityBench.Verification.Gate;

/// <summary>What a candidate is held against.</summary>
public enum GateReference
{
    /// <summary>The base model of the lineage.</summary>
    Base,

    /// <summary>The checkpoint of the lineage that was accepted last.</summary>
    Accepted,
}
