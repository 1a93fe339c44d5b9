namespace DiversityBench.Verification.Claims;

/// <summary>How the figures of the two arms become one effect, oriented so that positive is the claimed direction.</summary>
public enum EffectScale
{
    /// <summary>base - aligned: a figure that alignment is claimed to lower, in its own unit.</summary>
    Decrease,

    /// <summary>aligned - base: a figure that alignment is claimed to raise, in its own unit.</summary>
    Increase,

    /// <summary>-ln(aligned / base): a positive figure that alignment is claimed to lower by a factor.</summary>
    LogRatioDecrease,

    /// <summary>ln(aligned / base): a positive figure that alignment is claimed to raise by a factor.</summary>
    LogRatioIncrease,

    /// <summary>P(aligned &gt; base) - P(aligned &lt; base), Cliff's delta.</summary>
    CliffsDelta,

    /// <summary>No effect: a question or a control, judged by what it found.</summary>
    None,
}
