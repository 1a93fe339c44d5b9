namespace DiversityBench.Verification.Gate;

/// <summary>How much of an error may be spent by the time a share of the samples is drawn (Lan and DeMets 1983, Biometrika 70:659).</summary>
public enum ErrorSpending
{
    /// <summary>a ln(1 + (e - 1) t): nearly equal bounds at every stage, so that clear cases stop early.</summary>
    Pocock,

    /// <summary>2 - 2 Phi(z / sqrt t): almost nothing at first, almost the fixed design's bound at last.</summary>
    OBrienFleming,
}
