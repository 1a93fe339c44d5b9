namespace DiversityBench.Metrics;

/// <summary>How prompts reach the two models of a pair; results of different protocols are never pooled.</summary>
public enum Protocol
{
    /// <summary>The identical raw text goes to both models, as in the paper.</summary>
    Paper,

    /// <summary>The base model gets the raw text, the aligned model its chat template.</summary>
    Deployed,
}
