namespace DiversityBench.Verification.Claims;

/// <summary>What a question or a control came to, where no effect decides.</summary>
/// <param name="Outcome">Answered for a question; Supported or Refuted for a control that holds or fails; Inconclusive where the data cannot tell.</param>
/// <param name="Reason">The answer in one sentence.</param>
public sealed record Conclusion(Outcome Outcome, string Reason);
