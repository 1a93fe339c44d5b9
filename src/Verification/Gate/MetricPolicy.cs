namespace DiversityBench.Verification.Gate;

/// <summary>What a policy asks of one metric.</summary>
/// <param name="Floor">Smallest accepted share of the base model's figure, in (0, 1).</param>
/// <param name="Margin">Smallest accepted share of the last accepted checkpoint's figure, in (0, 1).</param>
/// <param name="Because">Why just that floor, in words, for whoever reads the report; null where nothing is to be said.</param>
public sealed record MetricPolicy(double Floor, double Margin, string? Because = null)
{
    /// <summary>The share that a reference asks for.</summary>
    public double Of(GateReference reference) => reference == GateReference.Base ? Floor : Margin;
}
